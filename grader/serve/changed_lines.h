// ChangedLines: what has changed from one submission to the next, line by line.
// Pure.
#ifndef GRADER_SERVE_CHANGED_LINES_H_
#define GRADER_SERVE_CHANGED_LINES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/submission.h"

namespace grader {

// The lines of `after`, each behind "+ " if it is new, and those that are gone
// behind "- ", with what stands around them behind "  "; "…" where lines are
// left out. Empty: the texts have the same lines.
std::string ChangedLines(absl::string_view before, absl::string_view after);

// The same for each file that has changed, came or went, as HTML.
std::string ChangesHtml(const std::vector<SourceFile>& before,
                        const std::vector<SourceFile>& after);

}  // namespace grader

#endif  // GRADER_SERVE_CHANGED_LINES_H_
