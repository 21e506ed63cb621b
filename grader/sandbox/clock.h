// The virtual clock of one run: a value that passes as processor time is used
// and jumps when everything sleeps. Who runs and who sleeps is for others to
// find out.
//
// Each task moves along a lane of its own. A task that wakes starts where the
// clock is; as long as it stays ready to run it goes on from where it was,
// however long it has to wait for a core. The clock is the furthest lane. So
// two tasks that compute for 50 ms side by side take 50 ms whether or not
// there are cores for both.
#ifndef GRADER_SANDBOX_CLOCK_H_
#define GRADER_SANDBOX_CLOCK_H_

#include <time.h>

#include "absl/time/time.h"

namespace grader::sandbox {

class Clock {
 public:
  struct Lane {
    absl::Duration at;   // how far the task has come
    absl::Duration cpu;  // what it had used by then
  };

  // Starts at zero, and at the real time for those who ask for that.
  Clock();

  // Since the start of the run.
  absl::Duration now() const { return now_; }
  // The part of that in which tasks computed; the rest was skipped.
  absl::Duration computed() const { return computed_; }

  // The lane of a task that is there from now on, having used `cpu` before.
  Lane Enter(absl::Duration cpu) const { return {now_, cpu}; }
  // Moves the task to where having used `cpu` in all brings it, and the clock
  // with it if the task is ahead of it.
  void Run(Lane& lane, absl::Duration cpu);
  // Carries a sleeping task along.
  void Carry(Lane& lane) const { lane.at = now_; }
  // Whether no task is ahead of this one; only then does the clock go on with
  // it. Makes up for ticks.
  bool Leads(Lane& lane) const;
  // Lets idle time pass at once; never back.
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
  absl::Duration now_;
  absl::Duration computed_;
  absl::Duration at_start_[kEnd];  // the readings, by clock id
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_H_
