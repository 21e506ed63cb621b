#include "grader/sandbox/session/run_box.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/execute/empty_folder.h"
#include "grader/sandbox/isolation/feedback_folder.h"
#include "grader/sandbox/kernel/system_failure.h"
#include "grader/sandbox/session/session_files.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;

}  // namespace

absl::StatusOr<RunBox> RunBox::OnMachine(const RunUser& user) {
  absl::StatusOr<Workspace> workspace = Workspace::Create();
  if (!workspace.ok()) return workspace.status();
  RunBox box;
  box.workspace_.emplace(*std::move(workspace));
  const absl::StatusOr<fs::path> path = box.workspace_->MakeFolder("box");
  if (!path.ok()) return path.status();
  box.path_ = path->string();
  box.folder_.reset(
      open(box.path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!box.folder_ || fchmod(box.folder_.get(), 0755) != 0) {
    return SystemFailure(box.path_);
  }
  if (user.change && fchown(box.folder_.get(), user.outer, user.outer) != 0) {
    return SystemFailure(box.path_);
  }
  const absl::StatusOr<fs::path> feedback =
      box.workspace_->MakeFolder("feedback");
  if (!feedback.ok()) return feedback.status();
  box.feedback_folder_ = feedback->string();
  if (chmod(box.feedback_folder_.c_str(), 0755) != 0 ||
      !MakeFeedbackLinks(box.feedback_folder_)) {
    return SystemFailure(box.feedback_folder_);
  }
  return box;
}

void RunBox::Empty() const { EmptyFolder(folder_.get()); }

bool RunBox::IsFull(const Limits& limits, std::int64_t unlinked_bytes) const {
  const TreeSize size = MeasureTree(folder_.get());
  // What is hidden from a look may be of any size.
  return size.hidden || size.bytes + unlinked_bytes > limits.disk_bytes ||
         size.files > limits.files + 3;
}

}  // namespace grader::sandbox
