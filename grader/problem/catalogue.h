// The folder of all problems: loads them, or finds the one a user names.
#ifndef GRADER_PROBLEM_CATALOGUE_H_
#define GRADER_PROBLEM_CATALOGUE_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/problem.h"

namespace grader {

// Loads every folder of `problems_dir` that holds a problem.yaml, sorted by
// number (those without one last), then by id. Fails with kNotFound when there
// is no such folder, and with kInvalidArgument and all errors of all problems;
// a number that two problems claim is one of them.
absl::StatusOr<std::vector<Problem>> LoadCatalogue(
    const std::filesystem::path& problems_dir);

// For each folder of `problems_dir` with a problem whose number another one has
// as well, the error that says so, with its place.
std::map<std::filesystem::path, std::string> SharedNumbers(
    const std::filesystem::path& problems_dir);

// The folder of the problem that `name` means: its id, its number ("2"), or a
// folder with a problem.yaml anywhere. The problem itself may still be broken.
// Fails with kNotFound and the nearest id, or kInvalidArgument when the number
// is claimed twice.
absl::StatusOr<std::filesystem::path> FindProblem(
    const std::filesystem::path& problems_dir, const std::string& name);

}  // namespace grader

#endif  // GRADER_PROBLEM_CATALOGUE_H_
