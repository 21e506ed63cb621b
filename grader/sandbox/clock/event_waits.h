// Reads the system calls that wait for descriptors: epoll_wait(2), poll(2),
// select(2), their variants, and message queues.
#ifndef GRADER_SANDBOX_CLOCK_EVENT_WAITS_H_
#define GRADER_SANDBOX_CLOCK_EVENT_WAITS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/held_wait.h"
#include "grader/sandbox/clock/listener.h"
#include "grader/sandbox/kernel/task_states.h"

namespace grader::sandbox {

struct EventWait {
  // From now; zero: not a wait, infinite: one without an end.
  absl::Duration timeout = absl::InfiniteDuration();
  std::int64_t result_at_deadline = 0;
  bool for_events = true;
  std::vector<HeldWait::Descriptor> descriptors;  // only for a finite timeout
  // Let in for as long as the wait lasts: they interrupt it.
  std::uint64_t signals = 0;
  std::optional<HeldWait::Remainder> remainder;
  std::vector<HeldWait::Range> cleared;
};

// Not set if `call` of a task of process `tgid` is none of these, or one that
// the kernel refuses.
std::optional<EventWait> DecodeEventWait(const Notification& call,
                                         const Clock& clock, pid_t tgid);

// Whether a task of process `tgid` that sleeps in `sleeping` may be woken by a
// timeout that was not given with the call: that of a socket (socket(7),
// SO_RCVTIMEO), which the supervisor does not see.
bool HasKernelTimeout(const SleepingCall& sleeping, pid_t tgid);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_EVENT_WAITS_H_
