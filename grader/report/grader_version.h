// Which grader made a report: in the formats that have a place for it, which
// are all but those whose readers refuse what they do not know (Classroom's and
// Exercism's) and the page for a terminal.
#ifndef GRADER_REPORT_GRADER_VERSION_H_
#define GRADER_REPORT_GRADER_VERSION_H_

#include <string>

#include "grader/report/json_values.h"
#include "grader/report/report.h"

namespace grader {

// Sets "grader" of `object` to the version, if it is known.
void SetGrader(const Report& report, Json& object);

// "Grader 1.0.0."; empty if it is not known.
std::string GraderInWords(const Report& report);

}  // namespace grader

#endif  // GRADER_REPORT_GRADER_VERSION_H_
