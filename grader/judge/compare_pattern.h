// Lines of literal text with captures that must agree or must differ.
#ifndef GRADER_JUDGE_COMPARE_PATTERN_H_
#define GRADER_JUDGE_COMPARE_PATTERN_H_

#include "absl/strings/string_view.h"
#include "grader/judge/comparison.h"
#include "grader/problem/problem.h"

namespace grader {

// Compares `actual` with `expectation` (see Pattern in problem.h).
Comparison ComparePattern(const Pattern& expectation, absl::string_view actual);

}  // namespace grader

#endif  // GRADER_JUDGE_COMPARE_PATTERN_H_
