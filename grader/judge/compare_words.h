// Two texts word by word: what CompareTokens and CompareFloats share.
#ifndef GRADER_JUDGE_COMPARE_WORDS_H_
#define GRADER_JUDGE_COMPARE_WORDS_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "grader/judge/comparison.h"

namespace grader {

// Says what is wrong with the second word where the first is expected; empty
// if nothing is.
using WordComplaint =
    absl::FunctionRef<std::string(absl::string_view, absl::string_view)>;

// Compares the words of `expected` with those of `actual`, in order; with
// `exact_spaces` the white space around them as well, byte by byte.
Comparison CompareWords(absl::string_view expected, absl::string_view actual,
                        WordComplaint complaint, bool exact_spaces = false);

}  // namespace grader

#endif  // GRADER_JUDGE_COMPARE_WORDS_H_
