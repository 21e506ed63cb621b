// Marks: what the last result says of lines of what was handed in, for the
// editor in which a learner goes on.
#ifndef GRADER_SERVE_MARKS_H_
#define GRADER_SERVE_MARKS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/submission.h"

namespace grader {

struct Mark {
  std::string file;
  int line = 0;          // from 1
  int column = 0;        // from 1; 0: not known
  std::string severity;  // "error", "warning" or "note"
  std::string message;

  bool operator==(const Mark&) const = default;
};

// Those of `report`, a grader.report/1 as a learner may see it, that are about
// a line of `files`: what the compiler said, where cases failed, and the other
// lines that a crash, a data race or a deadlock has. In the order of files and
// lines, one for what several cases say alike. Nothing of what is no report.
// Pure.
std::vector<Mark> MarksOf(absl::string_view report,
                          const std::vector<SourceFile>& files);

// A list of them, which the editor's script makes links and signs of; empty for
// none.
std::string MarksHtml(const std::vector<Mark>& marks);

}  // namespace grader

#endif  // GRADER_SERVE_MARKS_H_
