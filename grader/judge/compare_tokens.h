// The same words in the same order, however they are spaced.
#ifndef GRADER_JUDGE_COMPARE_TOKENS_H_
#define GRADER_JUDGE_COMPARE_TOKENS_H_

#include "absl/strings/string_view.h"
#include "grader/judge/comparison.h"
#include "grader/problem/problem.h"

namespace grader {

// Compares `actual` with `expectation` (see Tokens in problem.h).
Comparison CompareTokens(const Tokens& expectation, absl::string_view actual);

}  // namespace grader

#endif  // GRADER_JUDGE_COMPARE_TOKENS_H_
