// Where the problems are.
#ifndef GRADER_CLI_LOCATE_H_
#define GRADER_CLI_LOCATE_H_

#include <filesystem>
#include <string>

#include "absl/status/statusor.h"

namespace grader {

// The folder of problems: `given` if it is not empty; else the nearest folder
// `problems` above the current one; else the one beside the folder that holds
// the running program. kNotFound with what was tried.
absl::StatusOr<std::filesystem::path> ProblemsFolder(const std::string& given);

}  // namespace grader

#endif  // GRADER_CLI_LOCATE_H_
