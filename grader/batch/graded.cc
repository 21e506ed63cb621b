#include "grader/batch/graded.h"

#include "grader/crash_cause.h"
#include "grader/report/html_report.h"

namespace grader {
namespace {

// So that grading it again writes the same bytes, whatever is kept where.
void ForgetWhatWasKept(Report& report) {
  for (CaseReport& one : report.cases) {
    if (one.source == RunSource::kKept) one.source = RunSource::kFresh;
  }
}

Result NobodysResult(const Problem& problem, const Report& report) {
  HandIn nobodys;
  nobodys.problem = &problem;
  return ResultOf(nobodys, report);
}

}  // namespace

absl::StatusOr<Report> GradeForBatch(const Problem& problem,
                                     const Submission& submission,
                                     const GradeOptions& options,
                                     const Workshop& workshop) {
  auto report = Grade(problem, submission, options, workshop);
  if (!report.ok()) return report;
  AddRightRuns(problem, *report, workshop);
  ForgetWhatWasKept(*report);
  return report;
}

Graded GradedOf(const Problem& problem, const Report& report) {
  return {NobodysResult(problem, report), HtmlReport(report)};
}

absl::StatusOr<Report> GradeForCourse(const Problem& problem,
                                      const Submission& submission,
                                      const GradeOptions& options,
                                      const Workshop& workshop) {
  auto report = Grade(problem, submission, options, workshop);
  if (!report.ok()) return report;
  AddCrashCause(submission, *report, workshop);
  AddRightRuns(problem, *report, workshop);
  ForgetWhatWasKept(*report);
  return report;
}

Graded GradedForCourse(const Problem& problem, const Report& report) {
  return {NobodysResult(problem, report), "", ViewsOf(report)};
}

}  // namespace grader
