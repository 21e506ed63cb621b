// The file tree that a submission sees, as process 1 of the sandbox builds it
// in its own mount namespace: the system's toolchain read-only, /box on a tmpfs
// of its own for every run, and nothing else of the machine.
#ifndef GRADER_SANDBOX_ISOLATION_MOUNTS_H_
#define GRADER_SANDBOX_ISOLATION_MOUNTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/problem/limits.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

// The tmpfs of a run, and where a program finds the parts of it.
inline constexpr char kBox[] = "/box";
inline constexpr char kBoxWork[] = "/box/work";  // the working directory
inline constexpr char kBoxTmp[] = "/box/tmp";    // /tmp leads there
inline constexpr char kBoxShm[] = "/box/shm";    // /dev/shm leads there
// See feedback_folder.h.
inline constexpr char kFeedback[] = "/feedback";

// Files and folders below /etc that compilers, linkers and runtimes read, as
// far as they are there. None names a user, a host or a secret.
std::vector<std::string> SystemConfiguration();

// Something of the machine that a run may see, at the same path as outside.
struct Visible {
  std::string path;  // absolute
  bool writable = false;
};

class Mounts {
 public:
  // Called once, in a fresh mount namespace: builds the tree, enters it and
  // leaves the old one. `uid` owns what a run makes.
  static absl::StatusOr<Mounts> Build(unsigned uid);

  // Makes /box and what is `visible` for one run.
  absl::Status Prepare(const Limits& limits,
                       const std::vector<Visible>& visible);

  // No other run will be prepared. The kernel takes half a millisecond to let
  // go of what that needs, which is spent while the run goes on and not after.
  void LeaveMachine();

  struct Use {
    bool disk_full = false;
    bool files_full = false;
  };
  // How full the run left /box.
  Use use() const;

  // Takes away what Prepare made and the run left.
  void Clear();

 private:
  Mounts() = default;
  absl::Status Show(const Visible& visible);
  absl::Status MakeBox(const std::string& options);
  absl::Status LimitInodes(int files);
  void RemoveBox();
  absl::Status MakeTarget(const std::string& path, bool folder);

  unsigned uid_ = 0;
  UniqueFd machine_;         // the mount namespace that has the whole machine
  UniqueFd own_;             // ours
  UniqueFd root_;            // our root folder, writable
  std::string box_options_;  // of the tmpfs at /box; empty: there is none
  std::vector<std::string> shown_;  // mounted outside /box
  std::vector<std::string> made_;   // folders made for them, parents first
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_MOUNTS_H_
