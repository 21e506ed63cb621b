// The same text, line by line.
#ifndef GRADER_JUDGE_COMPARE_EXACT_H_
#define GRADER_JUDGE_COMPARE_EXACT_H_

#include "absl/strings/string_view.h"
#include "grader/judge/comparison.h"
#include "grader/problem/problem.h"

namespace grader {

// Compares `actual` with `expectation` (see ExactText in problem.h).
Comparison CompareExact(const ExactText& expectation, absl::string_view actual);

}  // namespace grader

#endif  // GRADER_JUDGE_COMPARE_EXACT_H_
