// Where the problems are, and which of them a user means.
#ifndef GRADER_CLI_LOCATE_H_
#define GRADER_CLI_LOCATE_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/problem.h"

namespace grader {

// The nearest folder `problems` with a problem in it, in the current folder or
// above.
std::optional<std::filesystem::path> NearestProblems();

// The folder of problems: `given` if it is not empty; else that of the
// workspace that the current folder is in; else the nearest; else the grader's
// own. kNotFound with what was tried; kInvalidArgument if it lies where
// submissions can read.
absl::StatusOr<std::filesystem::path> ProblemsFolder(const std::string& given);

// The folder of the problem that `name` means (see FindProblem), in the folder
// `problems`. kInvalidArgument if it lies where submissions can read.
absl::StatusOr<std::filesystem::path> LocateProblem(
    const std::filesystem::path& problems, const std::string& name);

// The same of any unit (see FindUnit).
absl::StatusOr<std::filesystem::path> LocateUnit(
    const std::filesystem::path& problems, const std::string& name);

// The problem that `name` means (see FindProblem), in the folder of problems
// `folder` or the nearest one. `languages`: a file whose rows replace or extend
// the language table; empty: none but the course's own.
absl::StatusOr<Problem> NamedProblem(const std::string& folder,
                                     const std::string& name,
                                     const std::string& languages);

// The problems of those names; all that are in the folder if there is none.
absl::StatusOr<std::vector<Problem>> ChosenProblems(
    const std::string& folder, const std::vector<std::string>& names,
    const std::string& languages);

}  // namespace grader

#endif  // GRADER_CLI_LOCATE_H_
