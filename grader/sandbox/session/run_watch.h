// RunWatch: what is learned of a run by looking at it from time to time: what
// it has used, and which limits it has reached without being stopped by them.
#ifndef GRADER_SANDBOX_SESSION_RUN_WATCH_H_
#define GRADER_SANDBOX_SESSION_RUN_WATCH_H_

#include <sys/types.h>

#include <cstdint>

#include "absl/time/time.h"
#include "grader/problem/limits.h"
#include "grader/sandbox/isolation/cgroup.h"
#include "grader/sandbox/isolation/process.h"
#include "grader/sandbox/isolation/zygote_protocol.h"
#include "grader/sandbox/session/limits_reached.h"
#include "grader/sandbox/session/run_box.h"
#include "grader/sandbox/session/usage_tally.h"

namespace grader::sandbox {

class RunWatch {
 public:
  // Of the run with the first process `main`, a descendant of `process1`, whose
  // processes had used `cpu_before_ns` before. `cgroup` may be null; it and
  // `box` must outlive the watch.
  RunWatch(pid_t process1, pid_t main, const Limits& limits,
           std::int64_t cpu_before_ns, const Cgroup* cgroup, const RunBox& box);

  // What the run has used so far. `end` is null for as long as it may go on,
  // then what process 1 told when the last process had ended.
  Usage Look(const Notice* end);

  // By the looks there were; and for a box on the machine, by one more.
  LimitsSeen limits_seen() const;

 private:
  void LookAtDescriptors();
  void LookAtBox();
  UsageTally::Look LookAtProcesses() const;

  pid_t process1_;
  pid_t main_;
  Limits limits_;
  const Cgroup* cgroup_;
  const RunBox& box_;
  UsageTally tally_;
  bool descriptors_full_ = false;
  bool disk_exceeded_ = false;
  absl::Time box_seen_ = absl::InfinitePast();
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_RUN_WATCH_H_
