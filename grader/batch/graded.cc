#include "grader/batch/graded.h"

#include "grader/report/html_report.h"

namespace grader {

absl::StatusOr<Report> GradeForBatch(const Problem& problem,
                                     const Submission& submission,
                                     const GradeOptions& options,
                                     const Workshop& workshop) {
  auto report = Grade(problem, submission, options, workshop);
  if (!report.ok()) return report;
  AddRightRuns(problem, *report, workshop);
  // So that grading it again writes the same bytes.
  for (CaseReport& one : report->cases) {
    if (one.source == RunSource::kKept) one.source = RunSource::kFresh;
  }
  return report;
}

Graded GradedOf(const Problem& problem, const Report& report) {
  HandIn nobodys;
  nobodys.problem = &problem;
  return {ResultOf(nobodys, report), HtmlReport(report)};
}

}  // namespace grader
