// The frameworks of tests whose suites can be cases: a row each.
#ifndef GRADER_PROBLEM_SUITE_FRAMEWORK_H_
#define GRADER_PROBLEM_SUITE_FRAMEWORK_H_

#include "absl/strings/string_view.h"

namespace grader {

struct SuiteFramework {
  absl::string_view name;
  absl::string_view language;
  // Its tests can run in the driver's process (SuiteTest::Kind::kApart).
  bool runs_apart = false;
  // Of one that is compiled with each submission: a header that is there if it
  // is installed, the folders of all its headers (":" between two), Debian's
  // package of it, what it is linked with (if anything), and the namespace that
  // is its own.
  absl::string_view header = {};
  absl::string_view folders = {};
  absl::string_view package = {};
  absl::string_view library = {};
  absl::string_view own_namespace = {};
  // It is a program of its own, which an adapter in Python starts …
  bool is_program = false;
  // … and builds, submission and tests together; how the names of files with
  // tests end.
  bool is_built = false;
  absl::string_view ending = {};
};

inline constexpr SuiteFramework kSuiteFrameworks[] = {
    {"unittest", "python", true},
    {"pytest", "python", true},
    {"googletest", "cpp", false, "/usr/include/gmock/gmock.h",
     "/usr/include/gmock:/usr/include/gtest", "libgmock-dev", "-lgmock -lgtest",
     "testing"},
    {"catch2", "cpp", false, "/usr/include/catch2/catch.hpp",
     "/usr/include/catch2", "catch2", "", "Catch"},
    {"doctest", "cpp", false, "/usr/include/doctest/doctest.h",
     "/usr/include/doctest", "doctest-dev", "", "doctest"},
    {"bats", "bash", false, {}, {}, "bats", {}, {}, true},
    {"jest", "javascript", false, {}, {}, "nodejs", {}, {}, true},
    {"node-test", "javascript", false, {}, {}, "nodejs", {}, {}, true},
    {"gotest",
     "go",
     false,
     {},
     {},
     "golang-go",
     {},
     {},
     true,
     true,
     "_test.go"},
    {"junit", "java", false, {}, {}, "junit5", {}, {}, true, true, ".java"},
    {"libtest", "rust", false, {}, {}, "rustc", {}, {}, true, true, ".rs"},
};

// The one called `name`, or null.
const SuiteFramework* FindSuiteFramework(absl::string_view name);

// Whether the tests of the framework called `name` include what they test, so
// that a header may be all that is handed in.
bool IncludesWhatItTests(absl::string_view name);

// Whether the framework called `name` is a program of its own, which runs the
// submission.
bool IsProgram(absl::string_view name);

// Whether its adapter builds the submission together with the tests.
bool IsBuilt(absl::string_view name);

}  // namespace grader

#endif  // GRADER_PROBLEM_SUITE_FRAMEWORK_H_
