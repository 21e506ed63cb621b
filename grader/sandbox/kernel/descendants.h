// The processes below the calling one, found through /proc: what there is to
// go by where a run has no pid namespace of its own.
#ifndef GRADER_SANDBOX_KERNEL_DESCENDANTS_H_
#define GRADER_SANDBOX_KERNEL_DESCENDANTS_H_

#include <sys/types.h>

#include <cstdint>
#include <vector>

#include "absl/time/time.h"

namespace grader::sandbox {

// The pids of all descendants of `root`, parents first. Needs /proc.
std::vector<pid_t> Descendants(pid_t root);

// Stops all descendants of the calling process, so that none can fork, and
// kills them; to be repeated until none is left. `spared`: but for this one and
// those below it; none if it is not positive.
void KillDescendants(pid_t spared = -1);

// Processes and threads of user `uid` on this machine.
int CountProcesses(uid_t uid);

// What one process uses; nothing once it is gone.
struct ProcessUse {
  absl::Duration cpu_time;          // itself
  absl::Duration children;          // those it waited for
  std::int64_t resident_bytes = 0;  // of memory
  int threads = 0;
};
ProcessUse ReadProcessUse(pid_t pid);

// Memory that the kernel uses to keep track of a process's own, in bytes: no
// part of what is resident, and large for memory that is touched sparsely.
std::int64_t ReadPageTables(pid_t pid);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_KERNEL_DESCENDANTS_H_
