// GradePath: what lies at a path, graded with the tools of this machine. For
// the commands that grade one submission.
#ifndef GRADER_CLI_GRADE_PATH_H_
#define GRADER_CLI_GRADE_PATH_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "grader/execute/side_by_side.h"
#include "grader/problem/problem.h"
#include "grader/report/report.h"

namespace grader {

struct GradePathOptions {
  std::string language;  // empty: as file names tell
  std::string only_case;
  std::string clock = "auto";
  int hints = 1;
  unsigned jobs = HardwareThreads();
  bool reveal = false;
  bool no_cache = false;
  bool renew = false;  // see Workshop
  bool require_isolation = false;
  bool right_runs = false;  // for formats that show them
};

struct GradedPath {
  Report report;
  std::string hash;  // of the sources, their names and their language
};

// Grades the file or folder at `path`; `on_progress` is told what is going on.
// Fails like LoadSubmission, MakeTools, ChooseClock, RequireIsolation and
// Grade.
absl::StatusOr<GradedPath> GradePath(
    const Problem& problem, const std::string& path,
    const GradePathOptions& options,
    const std::function<void(const std::string&)>& on_progress);

}  // namespace grader

#endif  // GRADER_CLI_GRADE_PATH_H_
