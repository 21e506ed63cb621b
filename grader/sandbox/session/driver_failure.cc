#include "grader/sandbox/session/driver_failure.h"

#include <signal.h>
#include <sys/wait.h>

namespace grader::sandbox {

std::optional<DriverFailure> DriverFailureOf(int wait_status,
                                             bool within_reach) {
  if (!WIFSIGNALED(wait_status)) {
    const int code = WEXITSTATUS(wait_status);
    if (code == 0) return std::nullopt;
    return DriverFailure{Exited{code}, false};
  }
  const int signal = WTERMSIG(wait_status);
  // What a driver gets when the run is over, has used too much, or when the
  // submission has left: no failure of its own.
  if (signal == SIGKILL || signal == SIGXCPU || signal == SIGXFSZ ||
      signal == SIGPIPE) {
    return std::nullopt;
  }
  return DriverFailure{Signaled{signal}, within_reach};
}

}  // namespace grader::sandbox
