// The same words, of which the numbers may differ by a tolerance.
#ifndef GRADER_JUDGE_COMPARE_FLOATS_H_
#define GRADER_JUDGE_COMPARE_FLOATS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "grader/judge/comparison.h"
#include "grader/problem/problem.h"

namespace grader {

// Compares `actual` with `expectation` (see Floats in problem.h).
Comparison CompareFloats(const Floats& expectation, absl::string_view actual);

// Whether `word` is a number, as programs of any language print one.
bool IsNumber(absl::string_view word);

// What is wrong with `word` where the number `expected` is expected, with the
// tolerance of `expectation`; empty if nothing is.
std::string NumberComplaint(const Floats& expectation,
                            absl::string_view expected, absl::string_view word);

}  // namespace grader

#endif  // GRADER_JUDGE_COMPARE_FLOATS_H_
