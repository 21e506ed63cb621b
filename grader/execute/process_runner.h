// A Runner without isolation: an ordinary child process in a process group of
// its own, on the real clock. For trusted programs and for machines that offer
// nothing better.
#ifndef GRADER_EXECUTE_PROCESS_RUNNER_H_
#define GRADER_EXECUTE_PROCESS_RUNNER_H_

#include "grader/execute/runner.h"

namespace grader {

class ProcessRunner : public Runner {
 public:
  // Limits: elapsed and wall (both real time), cpu, memory (resident, of the
  // first process), output, file size and open files. The process group is
  // killed at the end, and when the grader itself dies.
  absl::StatusOr<Observation> Run(const Command& command,
                                  const Limits& limits) override;
};

}  // namespace grader

#endif  // GRADER_EXECUTE_PROCESS_RUNNER_H_
