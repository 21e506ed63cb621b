// A task (a thread) of a run as the supervisor knows it.
#ifndef GRADER_SANDBOX_CLOCK_TASK_H_
#define GRADER_SANDBOX_CLOCK_TASK_H_

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>

#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/held_wait.h"
#include "grader/sandbox/clock/listener.h"
#include "grader/sandbox/clock/vdso_clock.h"
#include "grader/sandbox/kernel/task_states.h"

namespace grader::sandbox {

// A moment of a task that waits in the kernel, in state D.
struct Stall {
  absl::Time since;    // real
  absl::Duration ran;  // by then, on a core or waiting for one
};

struct Task {
  pid_t tid = -1;
  pid_t tgid = -1;  // of its process
  int number = 0;   // from 1, in the order in which the run's tasks began
  bool of_driver = false;  // and not of the submission
  TaskFiles files;
  Clock::Lane lane = {};
  Schedule seen = {};     // at the last look
  absl::Duration stolen;  // of its processor time; see tick_time.h
  bool rested = false;    // at the last look, it was not ready to run
  // Set while it waits in state D, at each look.
  std::optional<Stall> stall = {};
  // Its counts of slices and sleeps at the last look, and what its calls that
  // the supervisor answered have added since: beyond that, it has slept.
  std::uint64_t known_slices = 0;
  std::int64_t known_sleeps = 0;
  bool may_sleep = false;  // it may have been asleep at the last look

  // Stopped by a signal such as SIGSTOP, until SIGCONT.
  bool stopped = false;
  // Lent its memory to a child of vfork(2) and waits for it, in state D.
  bool waits_for_child = false;
  // Has waited for events with epoll(7), poll(2) or select(2).
  bool runs_event_loop = false;
  // Was asked to leave a wait that the kernel carries out.
  bool recalled = false;
  std::optional<HeldWait> wait = {};
  // Its last call that the supervisor was told of, until a handler has run.
  std::optional<Notification> asked = {};
  // If it is the only task of its program: others have other clocks.
  std::optional<VdsoClock> own_clock = {};
  int readings = 0;  // of the clock, since it last did something else
  bool reads_own_clock = false;  // by itself, since its last call

  // Whether its call waits for our answer, unless a signal has come.
  bool IsHeld() const { return wait.has_value() && !wait->continued; }
};

using Tasks = std::map<pid_t, Task>;

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_TASK_H_
