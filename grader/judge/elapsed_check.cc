#include "absl/strings/str_cat.h"
#include "grader/judge/blocking_advice.h"
#include "grader/judge/expectation_checks.h"
#include "grader/judge/figures.h"

namespace grader {

std::vector<CheckResult> CheckElapsed(const TestCase& test_case,
                                      const Observation& observation) {
  const Bound<absl::Duration>& bound = test_case.expect.elapsed;
  if (!bound.bounded()) return {};
  CheckResult check;
  check.kind = CheckKind::kTiming;
  check.name = "elapsed";
  check.passed = bound.Contains(observation.elapsed);
  check.excess = Excess(bound, observation.elapsed);
  check.expected = FormatBound(bound);
  check.actual = FormatElapsed(observation.elapsed, bound);
  if (!check.passed) {
    check.message =
        absl::StrCat("the program took ", check.actual, ", ", check.expected,
                     " expected", BlockingAdvice(observation));
  }
  return {check};
}

}  // namespace grader
