// The calls that set and read timers.
#include <linux/kcmp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/sandbox/clock/time_values.h"
#include "grader/sandbox/clock/timers.h"
#include "grader/sandbox/kernel/task_memory.h"

namespace grader::sandbox {
namespace {

// linux/timerfd.h has it, but cannot be included beside sys/timerfd.h.
constexpr unsigned long kSetTicks = _IOW('T', 0, std::uint64_t);

// Timers of both kinds; each look goes through all of them. The kernel has a
// limit on those that tell by a signal, too (RLIMIT_SIGPENDING).
constexpr std::size_t kMaxTimers = 4096;

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

clockid_t ClockOf(int timerfd) {
  std::ifstream info(absl::StrCat("/proc/self/fdinfo/", timerfd));
  for (std::string word; info >> word;) {
    int id = 0;
    if (word == "clockid:" && info >> id) return id;
  }
  return CLOCK_MONOTONIC;
}

}  // namespace

bool IsSameFile(int ours, pid_t tgid, int number) {
  return syscall(SYS_kcmp, getpid(), tgid, KCMP_FILE, ours, number) == 0;
}

void MakeExpire(int file, std::uint64_t ticks) {
  if (ioctl(file, kSetTicks, &ticks) == 0) return;
  // A kernel without checkpoint and restore: let the kernel's own timer expire
  // at once, and wait for the interrupt. Somebody may read it before we see it.
  const itimerspec now = {{}, {0, 1}};
  timerfd_settime(file, 0, &now, nullptr);
  pollfd fired = {file, POLLIN, 0};
  poll(&fired, 1, 1);
}

std::optional<std::int64_t> Timers::Answer(const Notification& call,
                                           pid_t tgid) {
  switch (call.call) {
    case SYS_timerfd_settime:
      return SetFile(call, tgid);
    case SYS_timerfd_gettime:
      return ReadFile(call, tgid);
    case SYS_setitimer:
    case SYS_getitimer:
      return SetAlarm(call, tgid);
    case SYS_alarm:
      return SetAlarmSeconds(static_cast<unsigned>(call.args[0]), tgid);
    case SYS_timer_create:
      return Create(call, tgid);
    case SYS_timer_settime:
    case SYS_timer_gettime:
    case SYS_timer_getoverrun:
    case SYS_timer_delete:
      return Use(call, tgid);
    default:
      return std::nullopt;
  }
}

// Descriptors are duplicated, inherited and sent about; the open file behind
// them is the timer.
Timer* Timers::FindFile(pid_t tgid, int number) {
  for (Timer& timer : timers_) {
    if (timer.kind == Timer::Kind::kFile &&
        IsSameFile(timer.file.get(), tgid, number)) {
      return &timer;
    }
  }
  return nullptr;
}

std::optional<std::int64_t> Timers::SetFile(const Notification& call,
                                            pid_t tgid) {
  const int number = static_cast<int>(call.args[0]);
  const auto setting = ReadSetting(call.tid, call.args[2]);
  UniqueFd file = DuplicateFd(tgid, number);
  // The kernel's own timer never runs; disarming it also takes back what has
  // expired unread, and tells whether this is a timerfd at all.
  const itimerspec disarmed = {};
  if (!setting.has_value() || !file ||
      timerfd_settime(file.get(), 0, &disarmed, nullptr) != 0) {
    return std::nullopt;
  }
  Timer* timer = FindFile(tgid, number);
  const itimerspec old = timer == nullptr ? itimerspec{} : Shown(*timer);
  if (timer == nullptr) {
    timer = &timers_.emplace_back();
    timer->file = std::move(file);
  }
  timer->tgid = tgid;
  timer->number = number;
  const bool absolute = (call.args[1] & TFD_TIMER_ABSTIME) != 0;
  if (absolute) timer->clock = ClockOf(timer->file.get());
  Arm(*timer, setting->value, setting->interval, absolute);
  if (timer->deadline == absl::InfiniteDuration()) {
    timers_.erase(timers_.begin() + (timer - timers_.data()));
  }
  if (call.args[3] != 0) WriteValue(call.tid, call.args[3], old);
  return 0;
}

std::optional<std::int64_t> Timers::ReadFile(const Notification& call,
                                             pid_t tgid) {
  const Timer* const timer = FindFile(tgid, static_cast<int>(call.args[0]));
  if (timer == nullptr) return std::nullopt;  // disarmed for the kernel too
  return WriteValue(call.tid, call.args[1], Shown(*timer)) ? 0 : -EFAULT;
}

Timer& Timers::AlarmOf(pid_t tgid) {
  for (Timer& timer : timers_) {
    if (timer.kind == Timer::Kind::kAlarm && timer.tgid == tgid) return timer;
  }
  Timer& timer = timers_.emplace_back();
  timer.kind = Timer::Kind::kAlarm;
  timer.tgid = tgid;
  timer.signal = SIGALRM;
  return timer;
}

std::optional<std::int64_t> Timers::SetAlarm(const Notification& call,
                                             pid_t tgid) {
  if (static_cast<int>(call.args[0]) != ITIMER_REAL) return std::nullopt;
  Timer& timer = AlarmOf(tgid);
  const itimerval old = {absl::ToTimeval(timer.interval),
                         absl::ToTimeval(Remaining(timer))};
  const bool sets = call.call == SYS_setitimer;
  const std::uint64_t to = call.args[sets ? 2 : 1];
  if (sets) {
    // No new value means to disarm it.
    Setting setting;
    if (call.args[1] != 0) {
      const auto interval = ReadTimeval(call.tid, call.args[1]);
      const auto value = ReadTimeval(call.tid, call.args[1] + sizeof(timeval));
      if (!interval.has_value() || !value.has_value()) return std::nullopt;
      setting = {*value, *interval};
    }
    Arm(timer, setting.value, setting.interval, false);
  }
  if (to != 0 && !WriteValue(call.tid, to, old)) return -EFAULT;
  return 0;
}

std::int64_t Timers::SetAlarmSeconds(unsigned seconds, pid_t tgid) {
  Timer& timer = AlarmOf(tgid);
  const absl::Duration left = Remaining(timer);
  Arm(timer, absl::Seconds(seconds), absl::ZeroDuration(), false);
  if (left == absl::ZeroDuration()) return 0;
  // Rounded, but not to "there was no alarm".
  return std::max<std::int64_t>(
      absl::ToInt64Seconds(left + absl::Milliseconds(500)), 1);
}

std::optional<std::int64_t> Timers::Create(const Notification& call,
                                           pid_t tgid) {
  const auto id = static_cast<clockid_t>(call.args[0]);
  if (!Clock::Governs(id)) return std::nullopt;
  Timer timer;
  timer.kind = Timer::Kind::kSignal;
  timer.tgid = tgid;
  timer.number = next_number_;
  timer.clock = id;
  timer.signal = SIGALRM;
  timer.value.sival_int = timer.number;
  if (call.args[1] != 0) {
    const auto event = ReadValue<KernelSigevent>(call.tid, call.args[1]);
    if (!event.has_value()) return std::nullopt;
    const bool tells = event->notify != SIGEV_NONE;
    if (tells && (event->signal < 1 || event->signal > SIGRTMAX)) {
      return -EINVAL;
    }
    timer.signal = tells ? event->signal : 0;
    timer.value = event->value;
    if (event->notify == SIGEV_THREAD_ID) timer.receiver = event->receiver;
  }
  if (timers_.size() >= kMaxTimers) return -EAGAIN;
  if (!WriteValue(call.tid, call.args[2], timer.number)) return -EFAULT;
  ++next_number_;
  timers_.push_back(std::move(timer));
  return 0;
}

Timer* Timers::FindSignal(pid_t tgid, int number) {
  for (Timer& timer : timers_) {
    if (timer.kind == Timer::Kind::kSignal && timer.tgid == tgid &&
        timer.number == number) {
      return &timer;
    }
  }
  return nullptr;
}

std::optional<std::int64_t> Timers::Use(const Notification& call, pid_t tgid) {
  Timer* const timer = FindSignal(tgid, static_cast<int>(call.args[0]));
  if (timer == nullptr) return std::nullopt;
  const itimerspec shown = Shown(*timer);
  switch (call.call) {
    case SYS_timer_settime: {
      const auto setting = ReadSetting(call.tid, call.args[2]);
      if (!setting.has_value()) return -EINVAL;
      Arm(*timer, setting->value, setting->interval,
          (call.args[1] & TIMER_ABSTIME) != 0);
      if (call.args[3] != 0) WriteValue(call.tid, call.args[3], shown);
      return 0;
    }
    case SYS_timer_gettime:
      return WriteValue(call.tid, call.args[1], shown) ? 0 : -EFAULT;
    case SYS_timer_getoverrun:
      return timer->overrun;
    default:
      timers_.erase(timers_.begin() + (timer - timers_.data()));
      return 0;
  }
}

}  // namespace grader::sandbox
