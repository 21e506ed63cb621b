// How long the tasks of a run had to wait for a core, when nobody traces them:
// by looking now and then at all that procfs lists below who started it.
#ifndef GRADER_SANDBOX_TASK_TREE_H_
#define GRADER_SANDBOX_TASK_TREE_H_

#include <sys/types.h>

#include <map>

#include "absl/time/time.h"

namespace grader::sandbox {

class RunQueueDelays {
 public:
  // Looks at all tasks of the descendants of `parent`. What a task waited for
  // after the last look at it is not known.
  void Sample(pid_t parent);
  // Over all tasks ever seen.
  absl::Duration total() const;

 private:
  // By task, as of the last look.
  std::map<pid_t, absl::Duration> delays_;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_TASK_TREE_H_
