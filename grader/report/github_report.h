// The report for GitHub Actions: annotations beside the code, and a summary of
// the job.
#ifndef GRADER_REPORT_GITHUB_REPORT_H_
#define GRADER_REPORT_GITHUB_REPORT_H_

#include <string>

#include "grader/report/report.h"

namespace grader {

// Workflow commands, a line each: first the verdict with the score, then the
// compiler's errors or the cases that failed, then its warnings. GitHub shows
// ten errors and ten warnings of a step, and no more are written. Nothing that
// a submission printed begins a command of its own. Hidden cases hold only
// what LearnerView leaves of them.
std::string GitHubReport(const Report& report);

// Markdown for $GITHUB_STEP_SUMMARY: the verdict, a table of the cases, and
// what is wrong with each that failed, folded away. At most a third of the
// 1 MiB that GitHub takes from a step. Hidden cases as above.
std::string GitHubSummary(const Report& report);

}  // namespace grader

#endif  // GRADER_REPORT_GITHUB_REPORT_H_
