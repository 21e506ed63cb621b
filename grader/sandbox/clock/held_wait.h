// A wait that the supervisor holds in the kernel's place, until what the task
// waits for has come or its deadline is due.
#ifndef GRADER_SANDBOX_CLOCK_HELD_WAIT_H_
#define GRADER_SANDBOX_CLOCK_HELD_WAIT_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/listener.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

// What a wait waits for beside its deadline is in `descriptors`, `word` and
// `signals`; any of it ends the wait.
struct HeldWait {
  // A descriptor of the task, duplicated; `events` as for epoll(7).
  struct Descriptor {
    UniqueFd fd;
    std::uint32_t events = 0;
  };
  // A word in the task's memory: it waits for as long as
  // `word & mask == expected`. See futex(2).
  struct Word {
    std::uint64_t address = 0;
    std::uint32_t mask = 0xffffffff;
    std::uint32_t expected = 0;
    bool owned = false;  // a lock: it waits until no bit of the mask is set
  };
  // Where the kernel leaves the time that remains.
  struct Remainder {
    std::uint64_t address = 0;
    bool microseconds = false;  // a timeval, else a timespec
    bool on_signal_only = false;
  };
  struct Range {
    std::uint64_t address = 0;
    std::uint64_t size = 0;
  };

  Notification call;
  absl::Duration begin;  // on the clock of the run, as is the deadline
  absl::Duration deadline = absl::InfiniteDuration();
  std::int64_t result_at_deadline = 0;

  std::vector<Descriptor> descriptors;
  std::optional<Word> word;
  std::uint64_t signals = 0;
  std::optional<Remainder> remainder;
  std::vector<Range> cleared_at_deadline;

  // For events, as an event loop does, not for a time or another thread.
  bool for_events = false;
  // Since when a descriptor has been ready, and the task waits for its turn.
  std::optional<absl::Duration> ready_since;
  // The kernel carries it out, because what it waits for seemed to have come.
  bool continued = false;
};

// At most the kernel's own end of time, so that sums with it do not overflow.
absl::Duration Capped(absl::Duration duration);

// A wait of `call`, from now to `deadline`, on the clock of the run.
HeldWait WaitUntil(const Notification& call, const Clock& clock,
                   absl::Duration deadline);

// Writes the time that `wait` still had into the task's memory, where the
// kernel would have left it.
void WriteRemainder(const HeldWait& wait, absl::Duration now);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_HELD_WAIT_H_
