// The report as text for a learner's terminal: what failed first, why, and
// what to try.
#ifndef GRADER_REPORT_TEXT_REPORT_H_
#define GRADER_REPORT_TEXT_REPORT_H_

#include <string>

#include "grader/report/page.h"
#include "grader/report/report.h"

namespace grader {

// The whole report, ending in a newline. Opens the case that matters most (see
// CaseToOpen) and lists the others. No line is wider than `style` allows,
// whatever a submission printed. Hidden cases show only what LearnerView
// leaves of them.
std::string TextReport(const Report& report, const TextStyle& style);

}  // namespace grader

#endif  // GRADER_REPORT_TEXT_REPORT_H_
