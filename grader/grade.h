// Grade: the whole way from a submission to its report.
#ifndef GRADER_GRADE_H_
#define GRADER_GRADE_H_

#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "grader/execute/build.h"
#include "grader/execute/workshop.h"
#include "grader/problem/problem.h"
#include "grader/problem/submission.h"
#include "grader/report/report.h"

namespace grader {

struct GradeOptions {
  std::string only_case;  // empty: all of them
  ClockKind clock = ClockKind::kReal;
  bool reveal = false;
  // Nothing is run behind the first case for whose report this is true, and
  // that report is the last; for whoever needs no more. Empty: all cases are
  // run.
  std::function<bool(const CaseReport&)> until = {};
};

// Builds `submission`, runs the cases of `problem` and judges them. A Status is
// never the submission's fault: kNotFound for a case that the problem does not
// have, anything else for what the grader could not do.
absl::StatusOr<Report> Grade(const Problem& problem,
                             const Submission& submission,
                             const GradeOptions& options,
                             const Workshop& workshop);

// The same report if the cache holds the build and every run that it takes;
// nothing is started.
absl::StatusOr<std::optional<Report>> GradeFromCache(
    const Problem& problem, const Submission& submission,
    const GradeOptions& options, const Workshop& workshop);

// The second half of Grade: runs the cases on a build that is there, as often
// as one likes.
Report GradeBuild(const Problem& problem, const Submission& submission,
                  const Build& build, const GradeOptions& options,
                  const Workshop& workshop);

// Adds to the cases of `report` that failed what the reference does in them,
// for formats that show it. Of hidden cases only if they are to be revealed,
// and only on the virtual clock, where it costs no time to speak of. Where
// there is no reference, or it fails, nothing is added.
void AddRightRuns(const Problem& problem, Report& report,
                  const Workshop& workshop);

}  // namespace grader

#endif  // GRADER_GRADE_H_
