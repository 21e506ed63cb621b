// Writing what was made of a problem, or for one.
#ifndef GRADER_CLI_WRITE_TREE_H_
#define GRADER_CLI_WRITE_TREE_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "grader/verify/problem_draft.h"

namespace grader {

// Writes `files` below `folder`; those in `executables`, by their paths, can be
// started afterwards, as far as the file system knows that.
absl::Status WriteTree(const std::filesystem::path& folder,
                       const std::vector<DraftFile>& files,
                       const std::vector<std::string>& executables);

}  // namespace grader

#endif  // GRADER_CLI_WRITE_TREE_H_
