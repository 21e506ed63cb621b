#include "grader/sandbox/supervision/run_end.h"

#include <signal.h>
#include <sys/wait.h>

namespace grader::sandbox {

Termination EndOf(int wait_status, const Usage& usage,
                  absl::Duration cpu_limit) {
  if (!WIFSIGNALED(wait_status)) return Exited{WEXITSTATUS(wait_status)};
  const int signal = WTERMSIG(wait_status);
  switch (signal) {
    case SIGXCPU:
      return Killed{Limit::kCpu};
    case SIGXFSZ:
      return Killed{Limit::kFileSize};
    case SIGKILL:
      if (usage.memory_limit_reached) return Killed{Limit::kMemory};
      // The kernel ended it, before the supervisor was on a core to see it: its
      // own limit is above this one.
      if (usage.cpu_time > cpu_limit) return Killed{Limit::kCpu};
      break;
    default:
      break;
  }
  return Signaled{signal};
}

}  // namespace grader::sandbox
