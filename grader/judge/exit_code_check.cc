#include <variant>

#include "absl/strings/str_cat.h"
#include "grader/judge/expectation_checks.h"

namespace grader {

std::vector<CheckResult> CheckExitCode(const TestCase& test_case,
                                       const Observation& observation) {
  // A run that was ended from outside has no exit code to speak of.
  const auto* exited = std::get_if<Exited>(&observation.termination);
  if (exited == nullptr) return {};
  const int expected = test_case.expect.exit_code;
  CheckResult check;
  check.kind = CheckKind::kExitCode;
  check.name = "exit code";
  check.passed = expected == exited->code;
  check.expected = absl::StrCat(expected);
  check.actual = absl::StrCat(exited->code);
  if (!check.passed) {
    check.message = absl::StrCat("the program ended with exit code ",
                                 exited->code, ", ", expected, " expected");
  }
  return {check};
}

}  // namespace grader
