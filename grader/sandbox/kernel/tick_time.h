// Time that a hypervisor took from this machine without saying so. Where it
// does not report that (steal time in proc_stat(5)), a task that was on a core
// meanwhile is counted it as processor time: a hundred milliseconds in one
// piece, where a quota of the host is used up. But no tick of the kernel's
// timer came in them, and the kernel has a second account that goes by ticks.
#ifndef GRADER_SANDBOX_KERNEL_TICK_TIME_H_
#define GRADER_SANDBOX_KERNEL_TICK_TIME_H_

#include <sys/types.h>

#include <optional>

#include "absl/time/time.h"

namespace grader::sandbox {

// The processor time of process `pid`, counted by ticks: one tick (1 to 10 ms)
// for each that finds it on a core. Not set once the process is gone.
std::optional<absl::Duration> ReadTickTime(pid_t pid);

// What was stolen of `used`, which the kernel has counted for a task since a
// moment, if its process has been counted `ticks` since then or earlier. Zero
// unless that is most of it and a large piece: ticks say little of small ones.
absl::Duration StolenTime(absl::Duration used, absl::Duration ticks);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_KERNEL_TICK_TIME_H_
