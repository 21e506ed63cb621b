// What a test of a suite came to, as the suite's driver prints it.
#ifndef GRADER_JUDGE_TEST_CHECK_H_
#define GRADER_JUDGE_TEST_CHECK_H_

#include <vector>

#include "grader/execute/observation.h"
#include "grader/judge/check.h"
#include "grader/problem/problem.h"

namespace grader {

// Reads the outcome of the test that `test_case` is from what the driver has
// printed; no check if it is none, or if the run ended before the driver did. A
// driver says what it has seen; that a test passed is the suite's word if it
// ran apart from the submission, else a claim. Pure.
std::vector<CheckResult> CheckTest(const TestCase& test_case,
                                   const Observation& observation);

}  // namespace grader

#endif  // GRADER_JUDGE_TEST_CHECK_H_
