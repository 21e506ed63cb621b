#include "grader/sandbox/clock/held_wait.h"

#include <sys/time.h>
#include <time.h>

#include <algorithm>

#include "grader/sandbox/kernel/task_memory.h"

namespace grader::sandbox {

absl::Duration Capped(absl::Duration duration) {
  return std::min(duration, absl::Hours(24 * 365 * 100));
}

HeldWait WaitUntil(const Notification& call, const Clock& clock,
                   absl::Duration deadline) {
  HeldWait wait;
  wait.call = call;
  wait.begin = clock.now();
  wait.deadline = Capped(deadline);
  return wait;
}

void WriteRemainder(const HeldWait& wait, absl::Duration now) {
  if (!wait.remainder.has_value() || wait.remainder->address == 0) return;
  const absl::Duration left =
      std::max(wait.deadline - now, absl::ZeroDuration());
  // Not every caller's memory is there to be written to; the kernel does not
  // mind either.
  if (wait.remainder->microseconds) {
    WriteValue(wait.call.tid, wait.remainder->address, absl::ToTimeval(left));
  } else {
    WriteValue(wait.call.tid, wait.remainder->address, absl::ToTimespec(left));
  }
}

}  // namespace grader::sandbox
