// A control group for everything a sandbox runs: counts and limits memory,
// processes and CPU time over all of them. Version 2 where a subtree is
// delegated to us, version 1 as root, or none at all.
#ifndef GRADER_SANDBOX_ISOLATION_CGROUP_H_
#define GRADER_SANDBOX_ISOLATION_CGROUP_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/sandbox/isolation/cgroup_places.h"
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
  // Process 1 leaves what counts and limits memory, as Enter does: a run that
  // has taken all gives some of it back only some time after its death (page
  // tables), and until then the kernel would find nobody else to end. Version 2
  // has one group for everything: process 1 stays.
  int LeaveMemory() const;
  // A file to write "0" to, for whoever has left and becomes a run; -1: there
  // is no need.
  int memory_entrance() const;

  // Process 1 is counted with the runs by controller number `i`; 0 is that of
  // memory.
  bool SharesWithProcess1(std::size_t i) const;

  // Waits until the memory of earlier runs is given back, sets the limits of
  // the next one and starts its account. `processes` counts threads, and
  // does not count `others` that stay in the group. Where there is something to
  // wait for, `await_cleared` returns when the folders of earlier runs are
  // gone; files that are left in memory then are somebody else's by now.
  absl::Status Begin(std::int64_t memory_bytes, int processes, int others,
                     const std::function<void()>& await_cleared);

  // Allows more memory until the next Begin: before the processes of a run are
  // ended. Where process 1 shares their memory it needs some to do so.
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
  static absl::StatusOr<Cgroup> MakeVersion2(const CgroupPlaces& places);
  static absl::StatusOr<Cgroup> MakeVersion1(const CgroupPlaces& places);
  absl::Status MakeFolder(const std::string& parent);
  absl::Status Open();
  Account Read() const;
  // In bytes.
  struct FilePages {
    std::int64_t shared = 0;  // of file systems in memory
    std::int64_t cached =
        0;  // the kernel takes them back where memory is short
  };
  FilePages ReadFilePages() const;
  // From here on the kernel begins to take them back.
  std::int64_t Full() const;
  // Nothing is left to take back.
  bool IsFull(std::int64_t memory_now) const;

  int version_ = 2;
  std::vector<std::string> folders_;  // of the group, one per hierarchy
  std::vector<UniqueFd> locks_;       // on the folders, while they are in use
  std::vector<UniqueFd> entrances_;   // files to write "0" to
  UniqueFd memory_exit_;              // likewise; not set in version 2
  UniqueFd memory_limit_, memory_now_, memory_peak_, memory_events_;
  UniqueFd memory_stat_;
  UniqueFd process_limit_, process_events_;
  UniqueFd cpu_;                   // not set where the controller is missing
  std::int64_t memory_set_ = -1;   // for a run; what is left comes on top
  std::int64_t left_allowed_ = 0;  // of left_before_, in the kernel's limit
  bool has_room_ = false;          // more than memory_set_
  int processes_set_ = -1;
  Account before_;
  // Pages of files that earlier runs have read count until they are needed
  // elsewhere; they are none of the next run's.
  std::int64_t cached_before_ = 0;
  // So do files that they have left in memory, outside their sandbox, until
  // somebody removes them: what goes during a run is none of a later file's.
  mutable std::int64_t left_before_ = 0;
  mutable std::int64_t peak_ = 0;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_CGROUP_H_
