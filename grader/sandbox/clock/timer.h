// A timer of a run, which the supervisor keeps in the kernel's place.
#ifndef GRADER_SANDBOX_CLOCK_TIMER_H_
#define GRADER_SANDBOX_CLOCK_TIMER_H_

#include <signal.h>
#include <sys/types.h>
#include <time.h>

#include <cstdint>

#include "absl/time/time.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

// It is armed if it has a deadline.
struct Timer {
  enum class Kind {
    kFile,    // timerfd_create(2); `number` is a descriptor of its owner
    kAlarm,   // setitimer(2), ITIMER_REAL: one for each process
    kSignal,  // timer_create(2); `number` is its id
  };
  Kind kind = Kind::kFile;
  pid_t tgid = -1;         // the process that armed it
  bool of_driver = false;  // and not of the submission
  int number = -1;

  UniqueFd file;            // kFile: a duplicate, through which it fires
  std::uint64_t ticks = 0;  // kFile: expirations that may be unread yet

  clockid_t clock = CLOCK_REALTIME;
  int signal = 0;      // none: nobody is told
  sigval value = {};   // kSignal
  pid_t receiver = 0;  // kSignal: a thread, by its own number; 0: any
  int overrun = 0;     // kSignal: expirations that went into one signal

  absl::Duration armed;  // when, on the clock of the run, as is the deadline
  absl::Duration deadline = absl::InfiniteDuration();
  absl::Duration interval;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_TIMER_H_
