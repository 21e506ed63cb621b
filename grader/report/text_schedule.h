// The schedule in which a case failed, on a page.
#ifndef GRADER_REPORT_TEXT_SCHEDULE_H_
#define GRADER_REPORT_TEXT_SCHEDULE_H_

#include "grader/report/page.h"
#include "grader/report/report.h"

namespace grader {

// Which schedule it was, a lane for each thread with the places where it went
// on and where it stopped, and how to see it again; nothing if `one` had none.
void WriteSchedule(int indent, const Report& report, const CaseReport& one,
                   Page& page);

}  // namespace grader

#endif  // GRADER_REPORT_TEXT_SCHEDULE_H_
