// The schedule in which a case failed, as an object of the report for programs.
#ifndef GRADER_REPORT_JSON_SCHEDULE_H_
#define GRADER_REPORT_JSON_SCHEDULE_H_

#include "grader/execute/schedule.h"
#include "grader/report/json_values.h"

namespace grader {

// `seed` and how many were `tried` of how many `schedules`; `hand_overs`, each
// with both places; `threads` as they stood at the end; `race`, if there was
// one.
Json ScheduleObject(const Schedule& schedule);

}  // namespace grader

#endif  // GRADER_REPORT_JSON_SCHEDULE_H_
