// The same words, of which the numbers may differ by a tolerance.
#ifndef GRADER_JUDGE_COMPARE_FLOATS_H_
#define GRADER_JUDGE_COMPARE_FLOATS_H_

#include "absl/strings/string_view.h"
#include "grader/judge/comparison.h"
#include "grader/problem/problem.h"

namespace grader {

// Compares `actual` with `expectation` (see Floats in problem.h).
Comparison CompareFloats(const Floats& expectation, absl::string_view actual);

}  // namespace grader

#endif  // GRADER_JUDGE_COMPARE_FLOATS_H_
