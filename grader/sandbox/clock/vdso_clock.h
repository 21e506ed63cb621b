// The run's clock inside the programs of a run. Reading it through the
// supervisor takes two changes of the task on the core, and an interpreter
// reads it a thousand times before it is up (each lock that it takes is one
// reading). While a task computes, its reading is its own processor time and
// something that stays the same. So the vDSO, through which programs read
// clocks (vdso(7)), is overwritten with code that adds the two up.
//
// What is added is good until the task sleeps: then others go on, and time may
// be skipped. The code sees by the count of its sleeps (getrusage(2)) that this
// has happened, and asks the supervisor, as do programs that make the call
// themselves. A submission that changes the code or what is added deceives
// nobody but itself: what the supervisor stamps, holds and limits does not go
// by these readings.
#ifndef GRADER_SANDBOX_CLOCK_VDSO_CLOCK_H_
#define GRADER_SANDBOX_CLOCK_VDSO_CLOCK_H_

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <utility>

#include "absl/time/time.h"
#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

class VdsoClock {
 public:
  // In the program whose first instruction task `tid` stands before, stopped.
  // Not set if the kernel's vDSO is not laid out as expected or cannot be
  // written to; it may be damaged then.
  static std::optional<VdsoClock> Install(pid_t tid);

  // Lets the task of Install, which is in a call, read `clock` by itself until
  // it next sleeps. `ahead`: what the clock shows less what the task has used.
  void Publish(const Clock& clock, absl::Duration ahead) const;

  // All readings ask the supervisor again, also in `child`, which has a copy of
  // the program's memory.
  void Withdraw(pid_t child) const;

 private:
  VdsoClock(pid_t tid, UniqueFd memory, std::uint64_t published)
      : tid_(tid), memory_(std::move(memory)), published_(published) {}

  pid_t tid_;
  UniqueFd memory_;
  std::uint64_t published_;  // where in the task's memory
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_VDSO_CLOCK_H_
