// How much later a run was than on a machine that it has to itself: real time
// that went by because others had the cores. What its own threads take from
// each other does not count.
#ifndef GRADER_SANDBOX_KERNEL_CORE_WAIT_H_
#define GRADER_SANDBOX_KERNEL_CORE_WAIT_H_

#include "absl/time/time.h"

namespace grader::sandbox {

class CoreWait {
 public:
  // `cores`: how many the run may use, at least one.
  explicit CoreWait(int cores) : cores_(cores) {}

  // In `real` time all tasks of the run together were on a core for `cpu`, and
  // ready but on none for `delay`; who watches them was so for `watcher`.
  // Figures may be a tick late.
  void Add(absl::Duration real, absl::Duration cpu, absl::Duration delay,
           absl::Duration watcher);

  // Over all that was added.
  absl::Duration total() const { return settled_ + Lost(); }

 private:
  absl::Duration Lost() const;

  int cores_;
  absl::Duration real_, cpu_, delay_, watcher_;  // not settled yet
  absl::Duration settled_;
};

// The cores that this program may run on; sched_getaffinity(2).
int AvailableCores();

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_KERNEL_CORE_WAIT_H_
