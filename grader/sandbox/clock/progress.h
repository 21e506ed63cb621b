// Follows what the tasks of a run have used and where they sleep, by looking at
// them now and then, and moves their lanes and the clock accordingly.
#ifndef GRADER_SANDBOX_CLOCK_PROGRESS_H_
#define GRADER_SANDBOX_CLOCK_PROGRESS_H_

#include <sys/types.h>

#include <map>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "grader/execute/monotonic.h"
#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/task.h"
#include "grader/sandbox/kernel/core_wait.h"
#include "grader/sandbox/kernel/task_states.h"

namespace grader::sandbox {

class Progress {
 public:
  // Both outlive it.
  Progress(Tasks& tasks, Clock& clock);

  // The task is there from now on; what it used before is not the clock's.
  void Enter(Task& task);
  // The task has come to a call that will be answered: for the answer it sleeps
  // once, which is no sleep on the clock.
  void EnterCall(Task& task);

  // Looks at one task, or at all whose calls are not held. `asleep`: the task
  // was so a moment ago.
  void LookAt(Task& task, bool asleep = false);
  void LookAtAll();
  // Tells the clock how much real time has passed; gives the present one.
  absl::Time AllowRealTime();
  // Real time since the last look at all.
  absl::Duration SinceLook() const { return MonotonicNow() - last_look_; }

  // Real time for which the run could not go on because others had the cores.
  absl::Duration waited_for_core() const { return wait_.total(); }

 private:
  // What a look at a task has shown.
  struct Sight {
    Task* task;
    char state;  // a moment before; see TaskFiles::ReadState
    Schedule schedule;
    Clock::Since since;
  };

  std::optional<Sight> Observe(Task& task, char state);
  void NoteStolenTime(Task& task, absl::Duration used);
  std::map<pid_t, absl::Duration> ReadTicks() const;
  bool HasSlept(Task& task, const Schedule& schedule);
  void Apply(const Sight& sight);
  void FollowState(const Sight& sight, const Schedule& before);

  Tasks& tasks_;
  Clock& clock_;
  const ScheduleFile self_;  // of this thread
  CoreWait wait_;
  absl::Time allowed_until_;  // real times
  absl::Time last_look_;
  absl::Duration cpu_, delay_;  // of all tasks, since then
  absl::Duration self_delay_;   // of this thread, as of then
  std::vector<Sight> sights_;
  // What ticks had counted just before the last look at all, or by the birth of
  // a process.
  std::map<pid_t, absl::Duration> ticks_;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_PROGRESS_H_
