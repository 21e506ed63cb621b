#include "grader/sandbox/clock/syscalls.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>

#include <cerrno>

#include "grader/sandbox/clock/event_waits.h"
#include "grader/sandbox/clock/time_values.h"
#include "grader/sandbox/kernel/task_memory.h"

namespace grader::sandbox {
namespace {

// The kernel's own end of time; sums with it do not overflow.
constexpr absl::Duration kForever = absl::Hours(24 * 365 * 100);

absl::Duration Capped(absl::Duration duration) {
  return std::min(duration, kForever);
}

HeldWait WaitUntil(const Notification& call, const Clock& clock,
                   absl::Duration deadline) {
  HeldWait wait;
  wait.call = call;
  wait.begin = clock.now();
  wait.deadline = Capped(deadline);
  return wait;
}

std::optional<HeldWait> DecodeSleep(const Notification& call,
                                    const Clock& clock) {
  const auto duration = ReadTimespec(call.tid, call.args[0]);
  if (!duration.has_value()) return std::nullopt;
  HeldWait wait = WaitUntil(call, clock, clock.now() + Capped(*duration));
  wait.remainder =
      HeldWait::Remainder{.address = call.args[1], .on_signal_only = true};
  return wait;
}

std::optional<HeldWait> DecodeClockSleep(const Notification& call,
                                         const Clock& clock) {
  const auto id = static_cast<clockid_t>(call.args[0]);
  const auto time = ReadTimespec(call.tid, call.args[2]);
  if (!Clock::Governs(id) || !time.has_value()) return std::nullopt;
  if ((call.args[1] & TIMER_ABSTIME) != 0) {
    return WaitUntil(call, clock, clock.WhenReading(id, Capped(*time)));
  }
  HeldWait wait = WaitUntil(call, clock, clock.now() + Capped(*time));
  wait.remainder =
      HeldWait::Remainder{.address = call.args[3], .on_signal_only = true};
  return wait;
}

std::optional<HeldWait> DecodeFutex(const Notification& call,
                                    const Clock& clock) {
  const auto time = ReadTimespec(call.tid, call.args[3]);
  if (!time.has_value()) return std::nullopt;
  const auto operation = static_cast<int>(call.args[1]);
  clockid_t id = (operation & FUTEX_CLOCK_REALTIME) != 0 ? CLOCK_REALTIME
                                                         : CLOCK_MONOTONIC;
  HeldWait::Word word = {.address = call.args[0],
                         .expected = static_cast<std::uint32_t>(call.args[2])};
  absl::Duration deadline;
  switch (operation & FUTEX_CMD_MASK) {
    case FUTEX_WAIT:
      deadline = clock.now() + Capped(*time);
      break;
    case FUTEX_LOCK_PI:
      id = CLOCK_REALTIME;
      [[fallthrough]];
    case FUTEX_LOCK_PI2:
      word = {.address = call.args[0], .mask = FUTEX_TID_MASK, .owned = true};
      [[fallthrough]];
    default:
      deadline = clock.WhenReading(id, Capped(*time));
  }
  HeldWait wait = WaitUntil(call, clock, deadline);
  wait.word = word;
  wait.result_at_deadline = -ETIMEDOUT;
  return wait;
}

std::optional<HeldWait> DecodeSignalWait(const Notification& call,
                                         const Clock& clock) {
  const auto set = ReadValue<std::uint64_t>(call.tid, call.args[0]);
  const auto time = ReadTimespec(call.tid, call.args[2]);
  if (!set.has_value() || !time.has_value() || *time == absl::ZeroDuration()) {
    return std::nullopt;
  }
  HeldWait wait = WaitUntil(call, clock, clock.now() + Capped(*time));
  wait.signals = *set;
  wait.result_at_deadline = -EAGAIN;
  return wait;
}

}  // namespace

std::optional<std::int64_t> AnswerClockReading(const Notification& call,
                                               const Clock& clock) {
  switch (call.call) {
    case SYS_clock_gettime: {
      const auto id = static_cast<clockid_t>(call.args[0]);
      if (!Clock::Governs(id)) return std::nullopt;
      const timespec time = absl::ToTimespec(clock.Reading(id));
      return WriteValue(call.tid, call.args[1], time) ? 0 : -EFAULT;
    }
    case SYS_gettimeofday: {
      const timeval time = absl::ToTimeval(clock.Reading(CLOCK_REALTIME));
      const struct timezone zone = {};
      const bool done =
          (call.args[0] == 0 || WriteValue(call.tid, call.args[0], time)) &&
          (call.args[1] == 0 || WriteValue(call.tid, call.args[1], zone));
      return done ? 0 : -EFAULT;
    }
    case SYS_time: {
      const time_t time = absl::ToInt64Seconds(clock.Reading(CLOCK_REALTIME));
      const bool done =
          call.args[0] == 0 || WriteValue(call.tid, call.args[0], time);
      return done ? time : -EFAULT;
    }
    default:
      return std::nullopt;
  }
}

std::optional<HeldWait> DecodeWait(const Notification& call, const Clock& clock,
                                   Task& task) {
  switch (call.call) {
    case SYS_nanosleep:
      return DecodeSleep(call, clock);
    case SYS_clock_nanosleep:
      return DecodeClockSleep(call, clock);
    case SYS_futex:
      return DecodeFutex(call, clock);
    case SYS_rt_sigtimedwait:
      return DecodeSignalWait(call, clock);
    default: {
      std::optional<EventWait> events = DecodeEventWait(call, clock, task.tgid);
      if (!events.has_value()) return std::nullopt;
      task.runs_event_loop = task.runs_event_loop || events->for_events;
      if (events->timeout == absl::InfiniteDuration() ||
          events->timeout <= absl::ZeroDuration()) {
        return std::nullopt;
      }
      HeldWait wait = WaitUntil(call, clock, clock.now() + events->timeout);
      wait.for_events = events->for_events;
      wait.result_at_deadline = events->result_at_deadline;
      wait.descriptors = std::move(events->descriptors);
      wait.signals = events->signals;
      wait.remainder = events->remainder;
      wait.cleared_at_deadline = std::move(events->cleared);
      return wait;
    }
  }
}

}  // namespace grader::sandbox
