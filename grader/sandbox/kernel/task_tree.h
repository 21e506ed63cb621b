// How long a run had to wait for others that had the cores, when nobody traces
// its tasks: by looking now and then at all that procfs lists below who started
// it.
#ifndef GRADER_SANDBOX_KERNEL_TASK_TREE_H_
#define GRADER_SANDBOX_KERNEL_TASK_TREE_H_

#include <sys/types.h>

#include <map>

#include "absl/time/time.h"
#include "grader/sandbox/kernel/core_wait.h"
#include "grader/sandbox/kernel/task_states.h"

namespace grader::sandbox {

class RunQueueDelays {
 public:
  RunQueueDelays();

  // Looks at all tasks of the descendants of `parent`. What became of a task
  // after the last look at it is not known.
  void Sample(pid_t parent);
  // Over all tasks ever seen.
  absl::Duration total() const { return wait_.total(); }

 private:
  const ScheduleFile self_;  // of this thread
  Schedule self_seen_;       // as of the last look, as are these:
  absl::Time last_look_;
  std::map<pid_t, Schedule> seen_;
  CoreWait wait_;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_KERNEL_TASK_TREE_H_
