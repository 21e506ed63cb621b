// The report as JSON, for programs: the object "grader.report/1".
#ifndef GRADER_REPORT_JSON_REPORT_H_
#define GRADER_REPORT_JSON_REPORT_H_

#include <string>

#include "grader/report/report.h"

namespace grader {

// One object, indented by two blanks, and a newline. Times are in milliseconds
// with at most three decimals, memory is in bytes. A span that never ended has
// `end_ms` null. Bytes that are not UTF-8 become U+FFFD. Hidden cases hold only
// what LearnerView leaves of them.
std::string JsonReport(const Report& report);

}  // namespace grader

#endif  // GRADER_REPORT_JSON_REPORT_H_
