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
};

inline constexpr SuiteFramework kSuiteFrameworks[] = {
    {"unittest", "python", true},
    {"pytest", "python", true},
};

// The one called `name`, or null.
const SuiteFramework* FindSuiteFramework(absl::string_view name);

}  // namespace grader

#endif  // GRADER_PROBLEM_SUITE_FRAMEWORK_H_
