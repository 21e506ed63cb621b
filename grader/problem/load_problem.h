// The way into the grader for problem.yaml: reads a Problem, or says all that
// is wrong with it.
#ifndef GRADER_PROBLEM_LOAD_PROBLEM_H_
#define GRADER_PROBLEM_LOAD_PROBLEM_H_

#include <filesystem>

#include "absl/status/statusor.h"
#include "grader/problem/problem.h"

namespace grader {

// Reads the problem in the folder `path`, or in the YAML file `path`, and the
// data files it names; the course's tables of languages and linters, too, if
// there is a languages.yaml or a linters.yaml beside the folder. Fails with
// kNotFound or kPermissionDenied when there is nothing to read, and with
// kInvalidArgument and every error of the file, one below the other (see
// AuthorErrors::ToStatus; paths are shown as given).
absl::StatusOr<Problem> LoadProblem(const std::filesystem::path& path);

}  // namespace grader

#endif  // GRADER_PROBLEM_LOAD_PROBLEM_H_
