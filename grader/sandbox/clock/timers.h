// The timers of a run, kept by the supervisor in the kernel's place: timerfd,
// alarm and setitimer, POSIX timers.
#ifndef GRADER_SANDBOX_CLOCK_TIMERS_H_
#define GRADER_SANDBOX_CLOCK_TIMERS_H_

#include <sys/types.h>
#include <time.h>

#include <cstdint>
#include <map>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/explanation.h"
#include "grader/sandbox/clock/task.h"
#include "grader/sandbox/clock/timer.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

class Timers {
 public:
  // All arguments outlive the timers. `explanation` may be null.
  Timers(const Tasks& tasks, const Clock& clock, Explanation* explanation);

  // Whether another one may be made.
  bool HasRoom() const;
  // A timerfd that no timer is kept of yet; `file` is a duplicate of it.
  Timer& AddFile(UniqueFd file);
  // A timer of timer_create(2), whose number is next_number().
  void AddSignal(Timer timer);
  int next_number() const { return next_number_; }
  void Remove(const Timer& timer);
  // Of the first task of a process; see Task::number. 0: it is gone.
  int NumberOfTask(pid_t tgid) const;

  // The timer behind descriptor `number` of process `tgid`, or that has that
  // id there; nullptr if there is none.
  Timer* FindFile(pid_t tgid, int number);
  Timer* FindSignal(pid_t tgid, int number);
  // Made if need be.
  Timer& AlarmOf(pid_t tgid);

  // Sets when `timer` goes off: after `value`, or when its clock shows that; in
  // zero time never.
  void Arm(Timer& timer, absl::Duration value, absl::Duration interval,
           bool absolute);
  // Zero if it is not armed.
  absl::Duration Remaining(const Timer& timer) const;
  // As timer_gettime(2) shows it.
  itimerspec Shown(const Timer& timer) const;

  // The driver's armed timer, or the submission's, that is due first; nullptr
  // if none is armed.
  const Timer* Earliest(bool of_driver);
  // Fires, in order of deadline, what is due no later than `until` says for it;
  // true if anything was.
  bool FireDue(absl::FunctionRef<absl::Duration(const Timer& timer)> until);

  // When a timerfd of the process went off last.
  absl::Duration LastFired(pid_t tgid) const;

  // The process has ended.
  void Forget(pid_t tgid);
  // The process runs another program: only its alarm goes on.
  void ForgetOnExec(pid_t tgid);

 private:
  bool IsOpen(Timer& timer) const;
  void Fire(Timer& timer, std::int64_t times);
  pid_t Receiver(const Timer& timer) const;

  const Tasks& tasks_;
  const Clock& clock_;
  Explanation* const explanation_;
  std::vector<Timer> timers_;
  std::map<pid_t, absl::Duration> fired_;  // by process
  int next_number_;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_TIMERS_H_
