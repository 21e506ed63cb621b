// The workspace that the user is in, and the unit meant there.
#ifndef GRADER_CLI_UNIT_HERE_H_
#define GRADER_CLI_UNIT_HERE_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grader/course/learner_workspace.h"
#include "grader/course/progress.h"
#include "grader/problem/problem.h"
#include "grader/report/report.h"

namespace grader {

struct UnitOfWorkspace {
  LearnerWorkspace workspace;
  Problem problem;
  std::filesystem::path folder;  // the learner's
  std::string language;          // the workspace's, if the problem takes it
};

// The workspace that the current folder is in. kInvalidArgument, and how to
// make one, outside of any.
absl::StatusOr<LearnerWorkspace> WorkspaceHere();

// The unit called `name` (see FindProblem) of that workspace; without a name
// the one whose folder the current one is, or, in the workspace's own, the
// first that is not done. `languages` as for NamedProblem.
absl::StatusOr<UnitOfWorkspace> UnitHere(const std::string& name,
                                         const std::string& languages);

// All that is to know of the course one is in.
struct CourseHere {
  LearnerWorkspace workspace;
  std::vector<Problem> units;  // in the order of the course
  std::map<std::string, UnitState> states;
};
absl::StatusOr<CourseHere> ReadCourse(const LearnerWorkspace& workspace);

// Adds to the progress that the learner looked at `what` (kGaveUp, kHint); of
// hints, at the one numbered `number` of `count`.
absl::Status RecordLook(const UnitOfWorkspace& unit, const std::string& what,
                        int number = 0, int count = 0);

// Adds the attempt that `report` is about to the progress of the workspace that
// the current folder is in; nothing if `path`, what was handed in, is not in
// its unit's folder there, or if the grader could not judge.
absl::Status RecordAttempt(const std::filesystem::path& path,
                           const Report& report, const std::string& hash);

}  // namespace grader

#endif  // GRADER_CLI_UNIT_HERE_H_
