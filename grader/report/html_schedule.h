// The schedule in which a case failed, as a table for the HTML report: a lane
// per thread, from top to bottom.
#ifndef GRADER_REPORT_HTML_SCHEDULE_H_
#define GRADER_REPORT_HTML_SCHEDULE_H_

#include <string>

#include "grader/report/report.h"

namespace grader {

// What each thread did between the hand-overs of the schedule that `one`, a
// case of `view`, failed in: where it went on and where it stopped, and why.
// Empty if no schedule failed.
std::string HtmlSchedule(const Report& view, const CaseReport& one);

}  // namespace grader

#endif  // GRADER_REPORT_HTML_SCHEDULE_H_
