// What the end of a process says about the run.
#ifndef GRADER_SANDBOX_SUPERVISION_RUN_END_H_
#define GRADER_SANDBOX_SUPERVISION_RUN_END_H_

#include "grader/execute/observation.h"
#include "grader/sandbox/isolation/process.h"

namespace grader::sandbox {

// From a status of waitpid(2): an exit, a signal, or the limit in whose name
// the kernel sent that signal (setrlimit(2); a kill by `usage`).
Termination EndOf(int wait_status, const Usage& usage,
                  absl::Duration cpu_limit);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SUPERVISION_RUN_END_H_
