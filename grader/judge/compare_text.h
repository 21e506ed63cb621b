// A text held against any of the forms that an expectation can have.
#ifndef GRADER_JUDGE_COMPARE_TEXT_H_
#define GRADER_JUDGE_COMPARE_TEXT_H_

#include "absl/strings/string_view.h"
#include "grader/execute/observation.h"
#include "grader/judge/comparison.h"
#include "grader/problem/expectation.h"

namespace grader {

// `actual` by the function of the form's row in problem/expectations.def. What
// a checker said is in `observation`. Pure.
Comparison CompareText(const TextExpectation& expectation,
                       absl::string_view actual,
                       const Observation& observation);

}  // namespace grader

#endif  // GRADER_JUDGE_COMPARE_TEXT_H_
