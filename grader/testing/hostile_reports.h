// Sample reports in which every text means harm to whoever writes or reads it.
#ifndef GRADER_TESTING_HOSTILE_REPORTS_H_
#define GRADER_TESTING_HOSTILE_REPORTS_H_

#include "grader/report/report.h"

namespace grader {

// What would end the field it stands in, in one format or another, in every
// field that holds text; and in those of a failed build.
Report HostileFields();
Report HostileBuild();

// Bytes made to disturb a terminal, a parser or a reader, in great numbers.
Report HostileBytes();

}  // namespace grader

#endif  // GRADER_TESTING_HOSTILE_REPORTS_H_
