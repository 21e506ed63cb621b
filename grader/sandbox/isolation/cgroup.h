// A control group for everything a sandbox runs: counts and limits memory,
// processes and CPU time over all of them. Version 2 where a subtree is
// delegated to us, version 1 as root, or none at all.
#ifndef GRADER_SANDBOX_ISOLATION_CGROUP_H_
#define GRADER_SANDBOX_ISOLATION_CGROUP_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/sandbox/isolation/process.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

class Cgroup {
 public:
  // Makes an empty group, and removes those of programs that are gone. The
  // Status names every kind that was tried and what stood in its way.
  static absl::StatusOr<Cgroup> Make();

  Cgroup(Cgroup&&) noexcept = default;
  Cgroup& operator=(Cgroup&&) = delete;
  ~Cgroup();  // everything in it must have ended

  int version() const { return version_; }
  // The folders of the group, one per hierarchy.
  const std::vector<std::string>& folders() const { return folders_; }

  // Moves the calling process in, which must have one thread. Returns 0, or -1
  // and errno. Works behind a chroot and in a user namespace.
  int Enter() const;

  // Waits until the files in memory of earlier runs are gone, sets the limits
  // of the next one and starts its account. `processes` counts threads, and
  // does not count `others` that stay in the group.
  absl::Status Begin(std::int64_t memory_bytes, int processes, int others);

  // Allows more memory until the next Begin: before the processes of a run are
  // ended. Process 1 is in the group and needs some to do so. When a run has
  // taken all, and its dead processes have not given it back yet, process 1
  // would be the next that the kernel ends.
  void MakeRoom();

  // What was used since Begin.
  Usage usage() const;

 private:
  struct Account {
    std::int64_t cpu_ns = 0;
    std::int64_t ooms = 0;
    std::int64_t refused_forks = 0;
  };

  Cgroup() = default;
  static absl::StatusOr<Cgroup> MakeVersion2();
  static absl::StatusOr<Cgroup> MakeVersion1();
  absl::Status MakeFolder(const std::string& parent);
  absl::Status Open();
  Account Read() const;
  // Pages of files, which the kernel takes back where memory is short.
  std::int64_t ReadCached() const;
  // Nothing is left to take back.
  bool IsFull(std::int64_t memory_now) const;

  int version_ = 2;
  std::vector<std::string> folders_;  // of the group, one per hierarchy
  std::vector<UniqueFd> locks_;       // on the folders, while they are in use
  std::vector<UniqueFd> entrances_;   // files to write "0" to
  UniqueFd memory_limit_, memory_now_, memory_peak_, memory_events_;
  UniqueFd memory_stat_;
  UniqueFd process_limit_, process_events_;
  UniqueFd cpu_;  // not set where the controller is missing
  std::int64_t memory_set_ = -1;
  bool has_room_ = false;  // more than memory_set_
  int processes_set_ = -1;
  Account before_;
  // Pages of files that earlier runs have read count until they are needed
  // elsewhere; they are none of the next run's.
  std::int64_t cached_before_ = 0;
  mutable std::int64_t peak_ = 0;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_CGROUP_H_
