#include "grader/sandbox/clock/wait_calls.h"

#include <linux/futex.h>
#include <time.h>

#include <cerrno>
#include <optional>
#include <utility>

#include "grader/sandbox/clock/time_values.h"
#include "grader/sandbox/kernel/task_memory.h"

namespace grader::sandbox {
namespace {

// The clock that an absolute timeout of futex(2) is on, unless it is a lock's.
clockid_t FutexClock(const Notification& call) {
  return (call.args[1] & FUTEX_CLOCK_REALTIME) != 0 ? CLOCK_REALTIME
                                                    : CLOCK_MONOTONIC;
}

Decision HoldFutex(const Notification& call, const Clock& clock,
                   absl::Duration deadline, const HeldWait::Word& word) {
  HeldWait wait = WaitUntil(call, clock, deadline);
  wait.word = word;
  wait.result_at_deadline = -ETIMEDOUT;
  return wait;
}

// Of a wait for a word that is as expected.
HeldWait::Word ExpectedWord(const Notification& call) {
  return {.address = call.args[0],
          .expected = static_cast<std::uint32_t>(call.args[2])};
}

Decision HoldLock(const Notification& call, const Clock& clock, clockid_t id) {
  const auto time = ReadTimespec(call.tid, call.args[3]);
  if (!time.has_value()) return LeftToKernel();
  return HoldFutex(
      call, clock, clock.WhenReading(id, Capped(*time)),
      {.address = call.args[0], .mask = FUTEX_TID_MASK, .owned = true});
}

}  // namespace

Decision DecodeNanosleep(const Notification& call, const Moment& moment) {
  const auto duration = ReadTimespec(call.tid, call.args[0]);
  if (!duration.has_value()) return LeftToKernel();
  HeldWait wait =
      WaitUntil(call, moment.clock, moment.clock.now() + Capped(*duration));
  wait.remainder =
      HeldWait::Remainder{.address = call.args[1], .on_signal_only = true};
  return wait;
}

Decision DecodeClockNanosleep(const Notification& call, const Moment& moment) {
  const Clock& clock = moment.clock;
  const auto id = static_cast<clockid_t>(call.args[0]);
  const auto time = ReadTimespec(call.tid, call.args[2]);
  if (!Clock::Governs(id) || !time.has_value()) return LeftToKernel();
  if ((call.args[1] & TIMER_ABSTIME) != 0) {
    return WaitUntil(call, clock, clock.WhenReading(id, Capped(*time)));
  }
  HeldWait wait = WaitUntil(call, clock, clock.now() + Capped(*time));
  wait.remainder =
      HeldWait::Remainder{.address = call.args[3], .on_signal_only = true};
  return wait;
}

Decision DecodeFutexWait(const Notification& call, const Moment& moment) {
  const auto time = ReadTimespec(call.tid, call.args[3]);
  if (!time.has_value()) return LeftToKernel();
  return HoldFutex(call, moment.clock, moment.clock.now() + Capped(*time),
                   ExpectedWord(call));
}

Decision DecodeFutexWaitUntil(const Notification& call, const Moment& moment) {
  const auto time = ReadTimespec(call.tid, call.args[3]);
  if (!time.has_value()) return LeftToKernel();
  return HoldFutex(call, moment.clock,
                   moment.clock.WhenReading(FutexClock(call), Capped(*time)),
                   ExpectedWord(call));
}

Decision DecodeFutexLock(const Notification& call, const Moment& moment) {
  return HoldLock(call, moment.clock, CLOCK_REALTIME);
}

Decision DecodeFutexLock2(const Notification& call, const Moment& moment) {
  return HoldLock(call, moment.clock, FutexClock(call));
}

Decision DecodeSigtimedwait(const Notification& call, const Moment& moment) {
  const auto set = ReadValue<std::uint64_t>(call.tid, call.args[0]);
  const auto time = ReadTimespec(call.tid, call.args[2]);
  if (!set.has_value() || !time.has_value() || *time == absl::ZeroDuration()) {
    return LeftToKernel();
  }
  HeldWait wait =
      WaitUntil(call, moment.clock, moment.clock.now() + Capped(*time));
  wait.signals = *set;
  wait.result_at_deadline = -EAGAIN;
  return wait;
}

Decision DecodeRestart(const Notification&, const Moment&) {
  return LeftToKernel();
}

}  // namespace grader::sandbox
