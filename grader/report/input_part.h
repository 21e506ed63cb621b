// Which lines of a case's stdin to show where there is no room for all of them.
#ifndef GRADER_REPORT_INPUT_PART_H_
#define GRADER_REPORT_INPUT_PART_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "grader/report/report.h"

namespace grader {

struct InputPart {
  std::size_t before = 0;  // lines that are left out in front of it
  absl::string_view text;  // from there to the end
};

// The input of `one` from the line on that is to be shown first, if there is
// room for `lines` lines. Where each line of the expected output answers a line
// of the input (but for the first, which may say how many there are), those
// around the first wrong answer; else those at the start. Points into `one`;
// pure.
InputPart InputToShow(const CaseReport& one, std::size_t lines);

}  // namespace grader

#endif  // GRADER_REPORT_INPUT_PART_H_
