// Load on the machine, for showing that no verdict depends on it.
#ifndef GRADER_VERIFY_BUSY_LOOPS_H_
#define GRADER_VERIFY_BUSY_LOOPS_H_

#include <sys/types.h>

#include <vector>

namespace grader {

// Processes that do nothing but compute, for as long as it lives, and no longer
// than the process that made it. Each has a session of its own: Linux shares
// the processors out among sessions first (sched(7), "The autogroup feature"),
// so that all threads of one weigh no more than a single one.
class BusyLoops {
 public:
  // Starts fewer than `count` where the machine has no room for more.
  explicit BusyLoops(int count);
  ~BusyLoops();
  BusyLoops(const BusyLoops&) = delete;
  BusyLoops& operator=(const BusyLoops&) = delete;

  const std::vector<pid_t>& processes() const { return processes_; }

 private:
  std::vector<pid_t> processes_;
};

}  // namespace grader

#endif  // GRADER_VERIFY_BUSY_LOOPS_H_
