// Reset: a unit as it was at the start, with what the learner wrote put aside.
#ifndef GRADER_COURSE_RESET_H_
#define GRADER_COURSE_RESET_H_

#include <filesystem>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/course/learner_workspace.h"
#include "grader/problem/problem.h"

namespace grader {

// Moves the learner's own files (OwnFiles) in `folder` into a new folder below
// the workspace's .grader/backups, called after the unit and `now`, and puts
// the starter in their place. Gives the new folder. Fails with kInvalidArgument
// when the unit has no starter, kInternal when it cannot write; all is where it
// was then.
absl::StatusOr<std::filesystem::path> ResetUnit(
    const LearnerWorkspace& workspace, const Problem& problem,
    const std::filesystem::path& folder, absl::Time now);

}  // namespace grader

#endif  // GRADER_COURSE_RESET_H_
