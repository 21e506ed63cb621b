// Passes: a case whose checker has the submission run again, each time with an
// input that follows from what it has printed (multi-pass problems of the ICPC
// problem package format).
#ifndef GRADER_PASSES_H_
#define GRADER_PASSES_H_

#include <functional>

#include "grader/problem/problem.h"
#include "grader/report/report.h"

namespace grader {

// Whether there can be more than one pass in `test_case`.
bool HasPasses(const TestCase& test_case);

// Runs `test_case` with `grade`, and again for as long as what that comes to is
// accepted and the checker asks for it. What comes of the case is what comes of
// its last pass, with the figures of the slowest and the largest; a checker
// that asks for more than there can be is a judge_error.
CaseReport GradePasses(
    const TestCase& test_case,
    const std::function<CaseReport(const TestCase& pass)>& grade);

}  // namespace grader

#endif  // GRADER_PASSES_H_
