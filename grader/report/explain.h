// What errors mean: rows of explanations found in what a report says.
#ifndef GRADER_REPORT_EXPLAIN_H_
#define GRADER_REPORT_EXPLAIN_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/explanation.h"
#include "grader/report/report.h"

namespace grader {

// The first of `own`, then of the grader's, that is for `language` and found in
// `said`, its groups filled in.
std::optional<Explained> Explain(const std::vector<Explanation>& own,
                                 const std::string& language,
                                 absl::string_view said);

// Explains why the build failed, by its first error with the notes of it, or
// each case that did: by its verdict, by what it printed on stderr, and where
// that says nothing by what the compiler warned of.
void AddExplanations(const std::vector<Explanation>& own, Report& report);

}  // namespace grader

#endif  // GRADER_REPORT_EXPLAIN_H_
