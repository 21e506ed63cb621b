// The timers of a run, kept by the supervisor in the kernel's place: timerfd,
// alarm and setitimer, POSIX timers.
#ifndef GRADER_SANDBOX_CLOCK_TIMERS_H_
#define GRADER_SANDBOX_CLOCK_TIMERS_H_

#include <signal.h>
#include <sys/types.h>
#include <time.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/listener.h"
#include "grader/sandbox/clock/task.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

// One timer. It is armed if it has a deadline.
struct Timer {
  enum class Kind {
    kFile,    // timerfd_create(2); `number` is a descriptor of its owner
    kAlarm,   // setitimer(2), ITIMER_REAL: one for each process
    kSignal,  // timer_create(2); `number` is its id
  };
  Kind kind = Kind::kFile;
  pid_t tgid = -1;  // the process that armed it
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

class Timers {
 public:
  // Both arguments outlive the timers.
  Timers(const Tasks& tasks, const Clock& clock);

  // If `call` of a task of process `tgid` sets or reads a timer of the run:
  // does so and returns the call's result, -errno on failure. Otherwise it is
  // the kernel's.
  std::optional<std::int64_t> Answer(const Notification& call, pid_t tgid);

  // The armed timer that is due first; nullptr if none is armed.
  const Timer* Earliest();
  // Fires what is due; true if anything was.
  bool FireDue();

  // The process has ended.
  void Forget(pid_t tgid);
  // The process runs another program: only its alarm goes on.
  void ForgetOnExec(pid_t tgid);

 private:
  std::optional<std::int64_t> SetFile(const Notification& call, pid_t tgid);
  std::optional<std::int64_t> ReadFile(const Notification& call, pid_t tgid);
  std::optional<std::int64_t> SetAlarm(const Notification& call, pid_t tgid);
  std::int64_t SetAlarmSeconds(unsigned seconds, pid_t tgid);
  std::optional<std::int64_t> Create(const Notification& call, pid_t tgid);
  std::optional<std::int64_t> Use(const Notification& call, pid_t tgid);

  Timer& AlarmOf(pid_t tgid);
  Timer* FindFile(pid_t tgid, int number);
  Timer* FindSignal(pid_t tgid, int number);
  void Arm(Timer& timer, absl::Duration value, absl::Duration interval,
           bool absolute);
  absl::Duration Remaining(const Timer& timer) const;
  itimerspec Shown(const Timer& timer) const;
  bool IsOpen(Timer& timer) const;
  void Fire(Timer& timer, std::int64_t times);
  pid_t Receiver(const Timer& timer) const;

  const Tasks& tasks_;
  const Clock& clock_;
  std::vector<Timer> timers_;
  int next_number_;
};

// Makes a timerfd, through any descriptor of it, expire `ticks` times at once.
void MakeExpire(int file, std::uint64_t ticks);

// Whether `ours` and descriptor `number` of process `tgid` are one open file.
bool IsSameFile(int ours, pid_t tgid, int number);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_TIMERS_H_
