// The virtual clock of one run: a value that passes as processor time is used
// and jumps when everything sleeps. Who runs and who sleeps is for others to
// find out.
//
// The clock shows what it would show on a machine with two cores and nothing
// else to do, whatever the real one has and does. Each task (thread) moves
// along a lane of its own: how far it has come with what it computes. Three
// rules say where on its lane a piece of computing lies, once a look at the
// task has told how much there was; the clock is where the last of them ends.
//  1. A task that was ready to run all the while goes on from where it was,
//     however long it had to wait for a real core. Two tasks that compute for
//     50 ms side by side take 50 ms whether or not there are cores for both.
//  2. There are two cores (cores.h): a third task that computes beside them
//     takes the clock on. Three tasks with 50 ms each take 75 ms.
//  3. A task that slept since the last look goes on from where the clock is: it
//     may have been woken by what any other did last. But no work in sequence
//     takes longer than it took, so from where the clock was at the last look,
//     if the clock would pass faster than real time otherwise. Where it is the
//     grader that has just let it go, that is known more closely: see Wake.
//
// For example, sixteen threads pass a token around, and who has it computes for
// 0.1 ms while the others sleep. In the millisecond between two looks ten of
// them had it. Each has slept and starts at the end of the one before (rule 3):
// the clock passes by 1 ms, as it should, where rule 1 alone would let it pass
// by 0.1. Now two threads compute side by side and both slept for a moment. In
// a real millisecond with two cores they compute for 2 ms. The first takes the
// clock on by 1 ms; for the other no real time is left, so it starts where the
// first did, and the clock has passed by 1 ms in all.
#ifndef GRADER_SANDBOX_CLOCK_CLOCK_H_
#define GRADER_SANDBOX_CLOCK_CLOCK_H_

#include <time.h>

#include "absl/time/time.h"
#include "grader/sandbox/clock/cores.h"

namespace grader::sandbox {

class Clock {
 public:
  // One task's way along the clock. The clock shows the furthest that any task
  // has come; a task that had to wait for a real core is behind it.
  struct Lane {
    // The moment on the clock at which the task has computed all that is known
    // of it: where its next piece of computing begins, if it did not sleep.
    absl::Duration at;
    // The processor time that the kernel had counted for it by then: what it
    // counts beyond that is the next piece.
    absl::Duration cpu;
    // What the clock showed when the task was last looked at: a task that slept
    // was woken after that, so its next piece begins no earlier.
    absl::Duration seen;
    // A task that was woken by another begins where that one was, which is
    // known only later, but no later than here: see Wake.
    absl::Duration latest = -absl::InfiniteDuration();

    // Whether it was woken since it was last looked at.
    bool woken() const { return latest > -absl::InfiniteDuration(); }
  };
  // Whether the task was ready to run ever since the last look at it (then its
  // next piece begins at Lane::at, rule 1), or has slept (rule 3).
  enum class Since { kReady, kSlept };

  // Starts at zero, and at the real time for those who ask for that.
  Clock();

  // Since the start of the run.
  absl::Duration now() const { return now_; }
  // The part of that in which tasks computed; the rest was skipped.
  absl::Duration computed() const { return computed_; }

  // The lane of a task that is there from now on, having used `cpu` before.
  Lane Enter(absl::Duration cpu) const {
    return {now_, cpu, now_, -absl::InfiniteDuration()};
  }
  // So much real time has passed since the last call of this.
  void Allow(absl::Duration real) { allowed_ += real; }
  // All tasks have just been looked at: of the real time that has passed until
  // then and not on the clock, no more is any that somebody computed in than
  // what figures are late.
  void Settle();
  // Moves the task to where having used `cpu` in all brings it, and the clock
  // with it if the task is ahead of it.
  void Run(Lane& lane, absl::Duration cpu, Since since = Since::kReady);
  // Moves the task by a time that it spent in the kernel, on no core.
  void Stall(Lane& lane, absl::Duration time);
  // Carries a sleeping task along.
  void Carry(Lane& lane) const {
    lane.at = lane.seen = now_;
    lane.latest = -absl::InfiniteDuration();
  }
  // Carries along a task whose wait has just ended by what another one did. How
  // much that one had computed by then is not known yet, but for how long in
  // real time it may have.
  void Wake(Lane& lane) const {
    Carry(lane);
    lane.latest = now_ + allowed_;
  }
  // Whether no task is ahead of this one; only then does the clock go on with
  // it. Makes up for ticks.
  bool Leads(Lane& lane) const;
  // Lets idle time pass at once; never back. All tasks are asleep, and are to
  // be carried along.
  void SkipTo(absl::Duration time);
  // Tells this moment from the next. A task that is behind another leaves the
  // clock where it is; of what it asks for in turn, the first is due first all
  // the same.
  void Tick() { now_ += absl::Nanoseconds(1); }

  // Whether clock `id` (clock_gettime(2)) is a clock of this run; the others
  // count processor time and stay the kernel's.
  static bool Governs(clockid_t id);
  static constexpr clockid_t kEnd = CLOCK_TAI + 1;  // none from here on
  // What clock `id` shows now.
  absl::Duration Reading(clockid_t id) const;
  // When clock `id` shows `reading`, on this clock.
  absl::Duration WhenReading(clockid_t id, absl::Duration reading) const;

 private:
  void Reach(absl::Duration time);

  absl::Duration now_;
  absl::Duration computed_;
  absl::Duration allowed_;  // real time that has not passed on the clock
  Cores cores_;
  absl::Duration at_start_[kEnd];  // the readings, by clock id
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_CLOCK_H_
