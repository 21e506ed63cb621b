// Precompiled for the files of a suite, which include it all the same.
#include <doctest/doctest.h>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

// A suite may ask for what runs the tests, and bring a main of its own, which
// would run all of them: both are there already.
#define DOCTEST_LIBRARY_IMPLEMENTATION
#define main main_of_the_suite
