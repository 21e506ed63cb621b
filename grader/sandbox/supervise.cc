#include "grader/sandbox/supervise.h"

#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <utility>

#include "absl/cleanup/cleanup.h"
#include "grader/sandbox/supervise_watch.h"

namespace grader::sandbox {
namespace {

// Three files of procfs stay open for each task, and what tasks wait for.
void AllowManyFiles() {
  rlimit files = {};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

absl::StatusOr<Outcome> Supervise(Process process, const Limits& limits,
                                  ClockKind clock,
                                  const Containment& containment) {
  AllowManyFiles();
  // The default of 50 µs is longer than most of the waits of the loop.
  prctl(PR_SET_TIMERSLACK, 1UL);
  sigset_t reports;
  sigset_t before;
  sigemptyset(&reports);
  sigaddset(&reports, SIGCHLD);  // to be read from a descriptor
  pthread_sigmask(SIG_BLOCK, &reports, &before);
  const absl::Cleanup unblock = [&before] {
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  };

  Watch watch(std::move(process), limits, clock, containment);
  const absl::Status status = watch.Run();
  watch.End();
  if (!status.ok()) return status;
  return watch.Result();
}

}  // namespace grader::sandbox
