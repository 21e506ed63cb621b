// What becomes of tests that were handed in when they are run with an
// implementation of the author's.
#ifndef GRADER_JUDGE_HANDED_IN_TESTS_H_
#define GRADER_JUDGE_HANDED_IN_TESTS_H_

#include <vector>

#include "grader/judge/check.h"
#include "grader/judge/verdict.h"
#include "grader/problem/problem.h"

namespace grader {

// `verdict` and `checks` say what the tests came to: accepted if all passed.
// Makes them those of the case. With a right implementation that is the same,
// said in other words. A wrong one is accepted if the tests did not pass,
// however they ended. What is nobody's doing but the grader's stays. Pure.
void JudgeHandedInTests(const TestCase& test_case, Verdict& verdict,
                        std::vector<CheckResult>& checks);

}  // namespace grader

#endif  // GRADER_JUDGE_HANDED_IN_TESTS_H_
