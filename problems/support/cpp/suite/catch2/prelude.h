// Precompiled for the files of a suite, which include it all the same. Suites
// of Exercism's leave all tests but the first to be asked for.
#define EXERCISM_RUN_ALL_TESTS
#define EXERCISM_TEST_SUITE
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

// A suite may bring its own, which would run all tests.
#define main main_of_the_suite
