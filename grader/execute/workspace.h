// A Workspace: a private temporary folder of one grading, gone when its owner
// goes, and cleared away by the next start if the grader was killed.
#ifndef GRADER_EXECUTE_WORKSPACE_H_
#define GRADER_EXECUTE_WORKSPACE_H_

#include <filesystem>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grader {

class Workspace {
 public:
  // Makes an empty folder under $TMPDIR (or /tmp) that only its owner can list,
  // and removes those that dead graders of the same user left behind.
  static absl::StatusOr<Workspace> Create();

  Workspace(Workspace&& other) noexcept;
  Workspace& operator=(Workspace&& other) = delete;
  ~Workspace();

  const std::filesystem::path& path() const { return path_; }

  // A new empty folder in the workspace, of that name (which may lie in another
  // one) or of a name that starts with it.
  absl::StatusOr<std::filesystem::path> MakeFolder(absl::string_view name);
  absl::StatusOr<std::filesystem::path> MakeUniqueFolder(
      absl::string_view name);

 private:
  Workspace(std::filesystem::path path, int lock);

  std::filesystem::path path_;
  int folders_ = 0;  // unique ones made so far
  int lock_;         // held for as long as the folder is in use; see flock(2)
};

// Writes `content` to a new file, making the folders it lies in.
absl::Status WriteFile(const std::filesystem::path& path,
                       absl::string_view content);

}  // namespace grader

#endif  // GRADER_EXECUTE_WORKSPACE_H_
