// The system calls that the clock's filter holds back: one table, which says
// what is held and when, and who decides what becomes of it.
#ifndef GRADER_SANDBOX_CLOCK_HELD_CALLS_H_
#define GRADER_SANDBOX_CLOCK_HELD_CALLS_H_

#include <cstdint>

#include "absl/types/span.h"
#include "grader/sandbox/clock/decision.h"
#include "grader/sandbox/clock/listener.h"

namespace grader::sandbox {

// When a call is held; otherwise the kernel carries it out unseen.
struct Condition {
  enum class Kind {
    kAlways,
    kNotZero,   // `argument` is not zero: a timeout, or a pointer to one
    kFutex,     // futex(2) with this `operation` and a timeout
    kOurClock,  // `argument` names a clock of the run
  };
  Kind kind = Kind::kAlways;
  unsigned argument = 0;
  std::uint32_t operation = 0;

  // Whether `call` meets it, as the filter sees it.
  bool Holds(const Notification& call) const;
};

// The bits of futex(2)'s second argument that name what it does.
extern const std::uint32_t kFutexOperation;

// A row. Its decoder is a reference: a call cannot be held without one.
struct HeldCall {
  int call;  // SCMP_SYS(…), which is there on all processors
  Condition when;
  Decoder& decoder;
};

absl::Span<const HeldCall> HeldCalls();

// What becomes of `call`, which the filter has held back.
Decision Decide(const Notification& call, const Moment& moment);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_HELD_CALLS_H_
