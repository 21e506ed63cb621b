// RunBox: where runs have their files, as the supervisor knows it.
#ifndef GRADER_SANDBOX_SESSION_RUN_BOX_H_
#define GRADER_SANDBOX_SESSION_RUN_BOX_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "grader/execute/workspace.h"
#include "grader/problem/limits.h"
#include "grader/sandbox/isolation/mounts.h"
#include "grader/sandbox/kernel/unique_fd.h"
#include "grader/sandbox/session/run_user.h"

namespace grader::sandbox {

class RunBox {
 public:
  // Inside namespaces: process 1 makes a file tree for each run, bounds it and
  // takes it away.
  RunBox() = default;
  // Without them: a folder of this machine that belongs to `user`, and has no
  // bound of its own.
  static absl::StatusOr<RunBox> OnMachine(const RunUser& user);

  bool on_machine() const { return workspace_.has_value(); }
  const std::string& path() const { return path_; }
  const std::string& feedback_folder() const { return feedback_folder_; }
  // Where programs look for folders that they may write to.
  std::string home() const { return path_ + "/work"; }
  std::string temporary() const {
    return on_machine() ? path_ + "/tmp" : "/tmp";
  }

  // These two of one on the machine alone.
  void Empty() const;
  // Whether it holds more than `limits` allow, with `unlinked_bytes` beside
  // what a look finds.
  bool IsFull(const Limits& limits, std::int64_t unlinked_bytes) const;

 private:
  std::optional<Workspace> workspace_;
  UniqueFd folder_;
  std::string path_ = kBox;
  std::string feedback_folder_ = kFeedback;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_RUN_BOX_H_
