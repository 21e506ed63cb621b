// The formats a report can be written in: the one list that the command line,
// its help and the tests of all formats go by.
#ifndef GRADER_REPORT_FORMATS_H_
#define GRADER_REPORT_FORMATS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/report/report.h"

namespace grader {

struct Format {
  absl::string_view name;         // on the command line
  absl::string_view suffix;       // of files that hold it, with the dot
  absl::string_view description;  // a line for people
  std::string (*write)(const Report& report);  // pure
  bool shows_right_runs = false;               // of those cases that have one
};

// All of them. "text" is written for a page of 80 columns, without colours.
const std::vector<Format>& Formats();

// The one of that name, or nullptr.
const Format* FindFormat(absl::string_view name);

}  // namespace grader

#endif  // GRADER_REPORT_FORMATS_H_
