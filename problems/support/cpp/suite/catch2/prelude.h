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

// What is to hold begins with an operator of Catch's, for which a submission
// could have a better one: where an assertion is, no other is seen.
namespace Catch::alone {
struct Nobody {};
void operator<=(Nobody, Nobody);
}  // namespace Catch::alone
#undef CATCH_INTERNAL_SUPPRESS_PARENTHESES_WARNINGS
#define CATCH_INTERNAL_SUPPRESS_PARENTHESES_WARNINGS                       \
  _Pragma("GCC diagnostic ignored \"-Wparentheses\"") using Catch::alone:: \
  operator<=;

// A suite may bring its own, which would run all tests.
#define main main_of_the_suite
