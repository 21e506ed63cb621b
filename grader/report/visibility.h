// What a learner may see of a Report. Every writer whose output reaches a
// learner starts from LearnerView.
#ifndef GRADER_REPORT_VISIBILITY_H_
#define GRADER_REPORT_VISIBILITY_H_

#include "grader/report/report.h"

namespace grader {

// `report` without anything that a hidden case holds. Of such a case there
// remain its name, `why`, points, the verdict's word and reason with a message
// that fits every case, times, memory, and for each kind of check whether all
// of that kind passed. With `report.reveal`, all of `report`.
Report LearnerView(const Report& report);

}  // namespace grader

#endif  // GRADER_REPORT_VISIBILITY_H_
