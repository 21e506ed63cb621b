// Reads system calls that wait for time, from their registers and the memory
// behind them.
#ifndef GRADER_SANDBOX_CLOCK_SYSCALLS_H_
#define GRADER_SANDBOX_CLOCK_SYSCALLS_H_

#include <optional>

#include "absl/time/time.h"
#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/held_wait.h"
#include "grader/sandbox/clock/listener.h"
#include "grader/sandbox/clock/task.h"

namespace grader::sandbox {

// If `call` reads a clock of the run: writes the reading where the task wants
// it and returns the call's result, which is -errno on failure.
std::optional<std::int64_t> AnswerClockReading(const Notification& call,
                                               const Clock& clock);

// If `call` is a wait that ends at a time of the run's clock: that wait, to be
// held. Otherwise the kernel may carry the call out itself: it does not wait,
// waits without a timeout, is refused, or is none of the clock's business.
// Notes in `task` that it runs an event loop.
std::optional<HeldWait> DecodeWait(const Notification& call, const Clock& clock,
                                   Task& task);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_SYSCALLS_H_
