#include "grader/sandbox/supervision/supervise.h"

#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>

#include <utility>

#include "absl/cleanup/cleanup.h"
#include "grader/execute/descriptors.h"
#include "grader/sandbox/kernel/shortage.h"
#include "grader/sandbox/supervision/watch.h"

namespace grader::sandbox {

absl::StatusOr<Outcome> Supervise(Process process, const Limits& limits,
                                  ClockKind clock,
                                  const Containment& containment,
                                  bool explains_clock) {
  if (absl::Status status = AllowManyDescriptors(); !status.ok()) return status;
  TookShortage();  // none of this run
  // The default of 50 µs is longer than most of the waits of the loop.
  prctl(PR_SET_TIMERSLACK, 1UL);
  sigset_t of_children;
  sigset_t before;
  sigemptyset(&of_children);
  sigaddset(&of_children, SIGCHLD);  // to be read from a descriptor
  pthread_sigmask(SIG_BLOCK, &of_children, &before);
  const absl::Cleanup unblock = [&before] {
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  };

  Watch watch(std::move(process), limits, clock, containment, explains_clock);
  const absl::Status status = watch.Run();
  watch.End();
  if (!status.ok()) return status;
  return watch.Result();
}

}  // namespace grader::sandbox
