// How a failed check shows what it expected and what it found. Part of the
// text report.
#ifndef GRADER_REPORT_TEXT_DIFFERENCE_H_
#define GRADER_REPORT_TEXT_DIFFERENCE_H_

#include "absl/strings/string_view.h"
#include "grader/report/page.h"

namespace grader {

// Writes two texts one below the other. The last lines they begin with in
// common are written once, and a caret points at the first difference, which is
// always in sight.
void WriteDifference(int indent, absl::string_view expected,
                     absl::string_view actual, Page& page);

}  // namespace grader

#endif  // GRADER_REPORT_TEXT_DIFFERENCE_H_
