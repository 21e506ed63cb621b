#include "grader/report/failed_report.h"

#include "absl/strings/str_cat.h"
#include "grader/problem/max_points.h"
#include "grader/problem/version.h"

namespace grader {

Report FailedReport(const Problem& problem, absl::string_view why) {
  Report report;
  report.grader = std::string(kVersion);
  report.problem = problem.id;
  report.title = problem.title;
  report.max_score = MaxPoints(problem);
  report.verdict = {
      VerdictWord::kJudgeError, "grader",
      absl::StrCat("The grader could not do its work, which says nothing about "
                   "the submission: ",
                   why)};
  return report;
}

}  // namespace grader
