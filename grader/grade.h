// Grade: the whole way from a submission to its report.
#ifndef GRADER_GRADE_H_
#define GRADER_GRADE_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "grader/execute/build.h"
#include "grader/execute/runner.h"
#include "grader/execute/workspace.h"
#include "grader/problem/problem.h"
#include "grader/problem/submission.h"
#include "grader/report/report.h"

namespace grader {

struct GradeOptions {
  std::string only_case;  // empty: all of them
  ClockKind clock = ClockKind::kReal;
  bool reveal = false;
  // Told what is being done, in a few words, before it is done.
  std::function<void(const std::string&)> on_progress;
};

// Builds `submission` in `workspace`, runs the cases of `problem` and judges
// them. A Status is never the submission's fault: kNotFound for a case that the
// problem does not have, anything else for what the grader could not do.
absl::StatusOr<Report> Grade(const Problem& problem,
                             const Submission& submission,
                             const GradeOptions& options, Workspace& workspace,
                             Runner& runner);

// The second half of Grade: runs the cases on a build that is there, as often
// as one likes.
Report GradeBuild(const Problem& problem, const std::string& language,
                  const Build& build, const GradeOptions& options,
                  Workspace& workspace, Runner& runner);

}  // namespace grader

#endif  // GRADER_GRADE_H_
