// Where problems lie: a folder that holds one, and a folder of such folders.
#ifndef GRADER_PROBLEM_PROBLEM_FOLDERS_H_
#define GRADER_PROBLEM_PROBLEM_FOLDERS_H_

#include <filesystem>
#include <vector>

#include "absl/status/statusor.h"

namespace grader {

// Whether `folder` holds a problem.yaml, even one that cannot be read, or an
// exercise of a track.
bool HoldsProblem(const std::filesystem::path& folder);

// The folders of problems in `folder`, in order: those right in it, or the
// exercises of the track whose clone it is. Fails with kNotFound when there is
// no such folder.
absl::StatusOr<std::vector<std::filesystem::path>> ProblemFoldersIn(
    const std::filesystem::path& folder);

}  // namespace grader

#endif  // GRADER_PROBLEM_PROBLEM_FOLDERS_H_
