// Parts of a report as plain text, for formats that have one field for all
// that is to say about a case.
#ifndef GRADER_REPORT_PLAIN_TEXT_H_
#define GRADER_REPORT_PLAIN_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "grader/execute/observation.h"
#include "grader/report/report.h"

namespace grader {

// What the text report says about `one`, a failed or skipped case of `view`,
// which is a LearnerView. At most 80 columns wide, safe to show, ends in a
// newline.
std::string CaseInText(const Report& view, const CaseReport& one);

// What the text report says about a submission that has no cases because it
// does not compile.
std::string BuildInText(const Report& view);

// All that was kept of an output, with a line for what was not.
std::string WithOmission(const CapturedText& captured);

// `text`, which is UTF-8, if it has at most `most` code points; else as much of
// its front as leaves room for a line that says it was cut.
std::string Shortened(absl::string_view text, std::size_t most);

}  // namespace grader

#endif  // GRADER_REPORT_PLAIN_TEXT_H_
