// The checks that RunChecks makes, a function for each row EXPECTATION of
// problem/expectations.def. Pure.
#ifndef GRADER_JUDGE_EXPECTATION_CHECKS_H_
#define GRADER_JUDGE_EXPECTATION_CHECKS_H_

#include <vector>

#include "grader/execute/observation.h"
#include "grader/judge/check.h"
#include "grader/problem/problem.h"

namespace grader {

// Each holds its member of test_case.expect against `observation`; no check if
// the case expects nothing of that kind.
#define EXPECTATION(key, type, member, check, value, description, example) \
  std::vector<CheckResult> check(const TestCase& test_case,                \
                                 const Observation& observation);
#include "grader/problem/expectations.def"

}  // namespace grader

#endif  // GRADER_JUDGE_EXPECTATION_CHECKS_H_
