// One failed case, opened: what happened, what was expected, when things
// happened, and what to try. Part of the text report.
#ifndef GRADER_REPORT_TEXT_CASE_H_
#define GRADER_REPORT_TEXT_CASE_H_

#include "grader/report/page.h"
#include "grader/report/report.h"

namespace grader {

// The case to open, or nullptr if all were accepted: the first judge_error,
// else the first failed one that is not hidden, else the first failed one.
const CaseReport* CaseToOpen(const Report& report);

// Writes `one`, a case of `report`, which is a LearnerView.
void WriteCase(const Report& report, const CaseReport& one, Page& page);

}  // namespace grader

#endif  // GRADER_REPORT_TEXT_CASE_H_
