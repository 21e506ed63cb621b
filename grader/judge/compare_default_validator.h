// Holds a text against an answer as the default output validator of the ICPC
// problem package format does. Pure.
#ifndef GRADER_JUDGE_COMPARE_DEFAULT_VALIDATOR_H_
#define GRADER_JUDGE_COMPARE_DEFAULT_VALIDATOR_H_

#include "absl/strings/string_view.h"
#include "grader/judge/comparison.h"
#include "grader/problem/expectation.h"

namespace grader {

// Word by word, capitals and white space being free, unless the flags in
// `validator`.args say otherwise (ParseValidatorFlags; flags that are none
// fail). With a tolerance a word of the answer that is a number is met by any
// number that is close enough.
Comparison CompareByDefaultValidator(const Checker& validator,
                                     absl::string_view actual);

}  // namespace grader

#endif  // GRADER_JUDGE_COMPARE_DEFAULT_VALIDATOR_H_
