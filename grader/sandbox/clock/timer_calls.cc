#include "grader/sandbox/clock/timer_calls.h"

#include <signal.h>
#include <sys/time.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <utility>

#include "grader/sandbox/clock/time_values.h"
#include "grader/sandbox/kernel/task_memory.h"
#include "grader/sandbox/kernel/timer_files.h"

namespace grader::sandbox {
namespace {

struct Setting {
  absl::Duration value;
  absl::Duration interval;
};

// An itimerspec at `address`, if it is there and the kernel would accept it.
std::optional<Setting> ReadSetting(pid_t tid, std::uint64_t address) {
  const auto setting = ReadValue<itimerspec>(tid, address);
  if (!setting.has_value()) return std::nullopt;
  const auto value = ToDuration(setting->it_value);
  const auto interval = ToDuration(setting->it_interval);
  if (!value.has_value() || !interval.has_value()) return std::nullopt;
  return Setting{*value, *interval};
}

// sigevent(3type) as the kernel has it.
struct KernelSigevent {
  sigval value;
  int signal;
  int notify;
  pid_t receiver;
};

itimerval ShownAlarm(const Timers& timers, const Timer& timer) {
  return {absl::ToTimeval(timer.interval),
          absl::ToTimeval(timers.Remaining(timer))};
}

// Where the old or present value is wanted; nowhere is fine.
Decision WriteAlarm(const Notification& call, std::uint64_t address,
                    const itimerval& shown) {
  if (address != 0 && !WriteValue(call.tid, address, shown)) {
    return UsedTimer{-EFAULT};
  }
  return UsedTimer{0};
}

bool IsAlarm(const Notification& call) {
  return static_cast<int>(call.args[0]) == ITIMER_REAL;
}

// The timer of timer_create(2) that `call` names; nullptr: one of the kernel's.
Timer* Named(const Notification& call, const Moment& moment) {
  return moment.timers.FindSignal(moment.task.tgid,
                                  static_cast<int>(call.args[0]));
}

}  // namespace

Decision SetTimerFile(const Notification& call, const Moment& moment) {
  Timers& timers = moment.timers;
  const pid_t tgid = moment.task.tgid;
  const int number = static_cast<int>(call.args[0]);
  const auto setting = ReadSetting(call.tid, call.args[2]);
  UniqueFd file = DuplicateFd(tgid, number);
  // The kernel's own timer never runs; disarming it also takes back what has
  // expired unread, and tells whether this is a timerfd at all.
  const itimerspec disarmed = {};
  if (!setting.has_value() || !file ||
      timerfd_settime(file.get(), 0, &disarmed, nullptr) != 0) {
    return LeftToKernel();
  }
  Timer* timer = timers.FindFile(tgid, number);
  const itimerspec old = timer == nullptr ? itimerspec{} : timers.Shown(*timer);
  if (timer == nullptr) timer = &timers.AddFile(std::move(file));
  timer->tgid = tgid;
  timer->number = number;
  const bool absolute = (call.args[1] & TFD_TIMER_ABSTIME) != 0;
  if (absolute) timer->clock = ClockOfTimer(timer->file.get());
  timers.Arm(*timer, setting->value, setting->interval, absolute);
  if (timer->deadline == absl::InfiniteDuration()) timers.Remove(*timer);
  if (call.args[3] != 0) WriteValue(call.tid, call.args[3], old);
  return UsedTimer{0};
}

Decision ReadTimerFile(const Notification& call, const Moment& moment) {
  const Timer* const timer =
      moment.timers.FindFile(moment.task.tgid, static_cast<int>(call.args[0]));
  if (timer == nullptr) return LeftToKernel();  // disarmed for the kernel too
  const itimerspec shown = moment.timers.Shown(*timer);
  return UsedTimer{WriteValue(call.tid, call.args[1], shown) ? 0 : -EFAULT};
}

Decision SetAlarmTimer(const Notification& call, const Moment& moment) {
  if (!IsAlarm(call)) return LeftToKernel();
  Timer& timer = moment.timers.AlarmOf(moment.task.tgid);
  const itimerval old = ShownAlarm(moment.timers, timer);
  Setting setting;  // no new value means to disarm it
  if (call.args[1] != 0) {
    const auto interval = ReadTimeval(call.tid, call.args[1]);
    const auto value = ReadTimeval(call.tid, call.args[1] + sizeof(timeval));
    if (!interval.has_value() || !value.has_value()) return LeftToKernel();
    setting = {*value, *interval};
  }
  moment.timers.Arm(timer, setting.value, setting.interval, false);
  return WriteAlarm(call, call.args[2], old);
}

Decision ReadAlarmTimer(const Notification& call, const Moment& moment) {
  if (!IsAlarm(call)) return LeftToKernel();
  const Timer& timer = moment.timers.AlarmOf(moment.task.tgid);
  return WriteAlarm(call, call.args[1], ShownAlarm(moment.timers, timer));
}

Decision SetAlarmSeconds(const Notification& call, const Moment& moment) {
  Timer& timer = moment.timers.AlarmOf(moment.task.tgid);
  const absl::Duration left = moment.timers.Remaining(timer);
  moment.timers.Arm(timer, absl::Seconds(static_cast<unsigned>(call.args[0])),
                    absl::ZeroDuration(), false);
  if (left == absl::ZeroDuration()) return UsedTimer{0};
  // Rounded, but not to "there was no alarm".
  return UsedTimer{std::max<std::int64_t>(
      absl::ToInt64Seconds(left + absl::Milliseconds(500)), 1)};
}

Decision CreateTimer(const Notification& call, const Moment& moment) {
  const auto id = static_cast<clockid_t>(call.args[0]);
  if (!Clock::Governs(id)) return LeftToKernel();
  Timer timer;
  timer.kind = Timer::Kind::kSignal;
  timer.tgid = moment.task.tgid;
  timer.number = moment.timers.next_number();
  timer.clock = id;
  timer.signal = SIGALRM;
  timer.value.sival_int = timer.number;
  if (call.args[1] != 0) {
    const auto event = ReadValue<KernelSigevent>(call.tid, call.args[1]);
    if (!event.has_value()) return LeftToKernel();
    const bool tells = event->notify != SIGEV_NONE;
    if (tells && (event->signal < 1 || event->signal > SIGRTMAX)) {
      return UsedTimer{-EINVAL};
    }
    timer.signal = tells ? event->signal : 0;
    timer.value = event->value;
    if (event->notify == SIGEV_THREAD_ID) timer.receiver = event->receiver;
  }
  if (!moment.timers.HasRoom()) return UsedTimer{-EAGAIN};
  if (!WriteValue(call.tid, call.args[2], timer.number)) {
    return UsedTimer{-EFAULT};
  }
  moment.timers.AddSignal(std::move(timer));
  return UsedTimer{0};
}

Decision SetTimer(const Notification& call, const Moment& moment) {
  Timer* const timer = Named(call, moment);
  if (timer == nullptr) return LeftToKernel();
  const itimerspec old = moment.timers.Shown(*timer);
  const auto setting = ReadSetting(call.tid, call.args[2]);
  if (!setting.has_value()) return UsedTimer{-EINVAL};
  moment.timers.Arm(*timer, setting->value, setting->interval,
                    (call.args[1] & TIMER_ABSTIME) != 0);
  if (call.args[3] != 0) WriteValue(call.tid, call.args[3], old);
  return UsedTimer{0};
}

Decision ReadTimer(const Notification& call, const Moment& moment) {
  const Timer* const timer = Named(call, moment);
  if (timer == nullptr) return LeftToKernel();
  const itimerspec shown = moment.timers.Shown(*timer);
  return UsedTimer{WriteValue(call.tid, call.args[1], shown) ? 0 : -EFAULT};
}

Decision ReadTimerOverrun(const Notification& call, const Moment& moment) {
  const Timer* const timer = Named(call, moment);
  if (timer == nullptr) return LeftToKernel();
  return UsedTimer{timer->overrun};
}

Decision DeleteTimer(const Notification& call, const Moment& moment) {
  Timer* const timer = Named(call, moment);
  if (timer == nullptr) return LeftToKernel();
  moment.timers.Remove(*timer);
  return UsedTimer{0};
}

}  // namespace grader::sandbox
