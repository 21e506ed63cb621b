// A text that matches a regular expression as a whole.
#ifndef GRADER_JUDGE_COMPARE_REGEX_H_
#define GRADER_JUDGE_COMPARE_REGEX_H_

#include "absl/strings/string_view.h"
#include "grader/judge/comparison.h"
#include "grader/problem/problem.h"

namespace grader {

// Compares `actual` with `expectation` (see Regex in problem.h).
Comparison CompareRegex(const Regex& expectation, absl::string_view actual);

}  // namespace grader

#endif  // GRADER_JUDGE_COMPARE_REGEX_H_
