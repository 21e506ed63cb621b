// The same lines, each as often, in any order.
#ifndef GRADER_JUDGE_COMPARE_UNORDERED_LINES_H_
#define GRADER_JUDGE_COMPARE_UNORDERED_LINES_H_

#include "absl/strings/string_view.h"
#include "grader/judge/comparison.h"
#include "grader/problem/problem.h"

namespace grader {

// Compares `actual` with `expectation` (see UnorderedLines in problem.h).
Comparison CompareUnorderedLines(const UnorderedLines& expectation,
                                 absl::string_view actual);

}  // namespace grader

#endif  // GRADER_JUDGE_COMPARE_UNORDERED_LINES_H_
