// "Did you mean": the known word that a mistyped one was probably meant to be.
#ifndef GRADER_PROBLEM_SUGGEST_H_
#define GRADER_PROBLEM_SUGGEST_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

// How many characters must be inserted, deleted, replaced or swapped with
// their neighbour to make `a` of `b`, each touched at most once (the
// Damerau–Levenshtein distance in its restricted form). Counts bytes.
int EditDistance(absl::string_view a, absl::string_view b);

// The candidate nearest to `word`, the first of several; none if all are so
// far that the suggestion would puzzle more than help. Case does not count.
std::optional<std::string> Closest(absl::string_view word,
                                   const std::vector<std::string>& candidates);

// `; did you mean "CANDIDATE"?`, or nothing when there is none.
std::string DidYouMean(absl::string_view word,
                       const std::vector<std::string>& candidates);

}  // namespace grader

#endif  // GRADER_PROBLEM_SUGGEST_H_
