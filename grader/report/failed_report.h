// FailedReport: what is reported where there was no grading.
#ifndef GRADER_REPORT_FAILED_REPORT_H_
#define GRADER_REPORT_FAILED_REPORT_H_

#include "absl/strings/string_view.h"
#include "grader/problem/problem.h"
#include "grader/report/report.h"

namespace grader {

// That the grader could not do its work on a submission to `problem`, and why:
// judge_error, reason "grader".
Report FailedReport(const Problem& problem, absl::string_view why);

}  // namespace grader

#endif  // GRADER_REPORT_FAILED_REPORT_H_
