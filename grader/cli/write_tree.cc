#include "grader/cli/write_tree.h"

#include <system_error>

#include "grader/problem/whole_file.h"

namespace grader {

absl::Status WriteTree(const std::filesystem::path& folder,
                       const std::vector<DraftFile>& files,
                       const std::vector<std::string>& executables) {
  using std::filesystem::perms;
  for (const DraftFile& file : files) {
    absl::Status written = ReplaceFile(folder / file.path, file.content);
    if (!written.ok()) return written;
  }
  for (const std::string& path : executables) {
    std::error_code ignored;
    std::filesystem::permissions(
        folder / path,
        perms::owner_exec | perms::group_exec | perms::others_exec,
        std::filesystem::perm_options::add, ignored);
  }
  return absl::OkStatus();
}

}  // namespace grader
