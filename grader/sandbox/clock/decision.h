// What becomes of a system call that the filter has held back, as its decoder
// decides from its registers and the memory behind them.
#ifndef GRADER_SANDBOX_CLOCK_DECISION_H_
#define GRADER_SANDBOX_CLOCK_DECISION_H_

#include <cstdint>
#include <variant>

#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/held_wait.h"
#include "grader/sandbox/clock/listener.h"
#include "grader/sandbox/clock/task.h"
#include "grader/sandbox/clock/timers.h"

namespace grader::sandbox {

// The kernel carries it out: it does not wait, waits without a timeout for what
// may come at any moment, is refused, or is none of the clock's business.
struct LeftToKernel {};
// It read a clock of the run, and has been answered in the task's memory.
struct ReadClock {
  std::int64_t result = 0;  // of the call; -errno on failure
};
// It set or read a timer of the run; likewise.
struct UsedTimer {
  std::int64_t result = 0;
};
// A HeldWait: a wait that ends at a time of the run's clock, or in turn.
using Decision = std::variant<LeftToKernel, ReadClock, UsedTimer, HeldWait>;

// What decoders go by, and what they may change.
struct Moment {
  const Clock& clock;
  Timers& timers;
  Task& task;  // that made the call
  // There are two sides that take turns: what comes through a descriptor is
  // waited for here, also without a timeout.
  bool has_driver;
};
using Decoder = Decision(const Notification& call, const Moment& moment);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_DECISION_H_
