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

// As it is called since version 3, which newer suites are written for.
namespace Catch::Matchers {
using Impl::MatcherBase;
}

// A suite may bring its own, which would run all tests.
#define main main_of_the_suite
