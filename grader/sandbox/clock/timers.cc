#include "grader/sandbox/clock/timers.h"

#include <poll.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/sandbox/clock/explanation.h"
#include "grader/sandbox/kernel/timer_files.h"

namespace grader::sandbox {
namespace {

// Far from the numbers that the kernel gives to timers that stay its own.
constexpr int kFirstNumber = 1 << 20;

// Another descriptor of the same open timerfd in process `tgid`, or -1.
int FindDescriptor(const Timer& timer, pid_t tgid) {
  std::error_code error;
  const std::string folder = absl::StrCat("/proc/", tgid, "/fd");
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    int number = -1;
    if (absl::SimpleAtoi(entry.path().filename().string(), &number) &&
        std::filesystem::read_symlink(entry.path(), error) ==
            "anon_inode:[timerfd]" &&
        IsSameFile(timer.file.get(), tgid, number)) {
      return number;
    }
  }
  return -1;
}

// Of all kinds; each look goes through all of them. The kernel has a limit on
// those that tell by a signal, too (RLIMIT_SIGPENDING).
constexpr std::size_t kMaxTimers = 4096;

}  // namespace

Timers::Timers(const Tasks& tasks, const Clock& clock, Explanation* explanation)
    : tasks_(tasks),
      clock_(clock),
      explanation_(explanation),
      next_number_(kFirstNumber) {}

int Timers::NumberOfTask(pid_t tgid) const {
  const auto task = tasks_.find(tgid);
  return task == tasks_.end() ? 0 : task->second.number;
}

bool Timers::HasRoom() const { return timers_.size() < kMaxTimers; }

Timer& Timers::AddFile(UniqueFd file) {
  Timer& timer = timers_.emplace_back();
  timer.file = std::move(file);
  return timer;
}

void Timers::AddSignal(Timer timer) {
  ++next_number_;
  timers_.push_back(std::move(timer));
}

void Timers::Remove(const Timer& timer) {
  timers_.erase(timers_.begin() + (&timer - timers_.data()));
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

Timer* Timers::FindSignal(pid_t tgid, int number) {
  for (Timer& timer : timers_) {
    if (timer.kind == Timer::Kind::kSignal && timer.tgid == tgid &&
        timer.number == number) {
      return &timer;
    }
  }
  return nullptr;
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

void Timers::Arm(Timer& timer, absl::Duration value, absl::Duration interval,
                 bool absolute) {
  timer.interval = interval;
  timer.overrun = 0;
  timer.ticks = 0;
  timer.armed = clock_.now();
  const auto task = tasks_.find(timer.tgid);
  timer.of_driver = task != tasks_.end() && task->second.of_driver;
  if (value == absl::ZeroDuration()) {
    timer.deadline = absl::InfiniteDuration();
  } else {
    timer.deadline = absolute ? clock_.WhenReading(timer.clock, value)
                              : clock_.now() + value;
  }
  if (explanation_ != nullptr) {
    explanation_->Arm(timer, NumberOfTask(timer.tgid));
  }
}

absl::Duration Timers::Remaining(const Timer& timer) const {
  if (timer.deadline == absl::InfiniteDuration()) return absl::ZeroDuration();
  // Zero would say that it is not armed.
  return std::max(timer.deadline - clock_.now(), absl::Nanoseconds(1));
}

itimerspec Timers::Shown(const Timer& timer) const {
  return {absl::ToTimespec(timer.interval), absl::ToTimespec(Remaining(timer))};
}

// A timer whose last descriptor was closed waits for nobody.
bool Timers::IsOpen(Timer& timer) const {
  if (timer.kind != Timer::Kind::kFile ||
      IsSameFile(timer.file.get(), timer.tgid, timer.number)) {
    return true;
  }
  for (const auto& [tid, task] : tasks_) {
    if (tid != task.tgid) continue;
    const int number = FindDescriptor(timer, tid);
    if (number < 0) continue;
    timer.tgid = tid;
    timer.number = number;
    return true;
  }
  return false;
}

const Timer* Timers::Earliest(bool of_driver) {
  for (;;) {
    Timer* earliest = nullptr;
    for (Timer& timer : timers_) {
      if (timer.of_driver == of_driver &&
          timer.deadline < absl::InfiniteDuration() &&
          (earliest == nullptr || timer.deadline < earliest->deadline)) {
        earliest = &timer;
      }
    }
    if (earliest == nullptr || IsOpen(*earliest)) return earliest;
    Remove(*earliest);
  }
}

bool Timers::FireDue(
    absl::FunctionRef<absl::Duration(const Timer& timer)> until) {
  std::vector<Timer*> due;
  for (Timer& timer : timers_) {
    if (timer.deadline <= until(timer)) due.push_back(&timer);
  }
  std::stable_sort(due.begin(), due.end(), [](const Timer* a, const Timer* b) {
    return a->deadline < b->deadline;
  });
  for (Timer* timer : due) {
    if (explanation_ != nullptr) {
      explanation_->Fire(*timer, NumberOfTask(timer->tgid));
    }
    std::int64_t times = 1;
    if (timer->interval > absl::ZeroDuration()) {
      times += (clock_.now() - timer->deadline) / timer->interval;
      timer->deadline += times * timer->interval;
      timer->armed = timer->deadline - timer->interval;
    } else {
      timer->deadline = absl::InfiniteDuration();
    }
    Fire(*timer, times);
  }
  // A timerfd that has done its work needs nobody to remember it.
  std::erase_if(timers_, [](const Timer& timer) {
    return timer.kind == Timer::Kind::kFile &&
           timer.deadline == absl::InfiniteDuration();
  });
  return !due.empty();
}

pid_t Timers::Receiver(const Timer& timer) const {
  for (const auto& [tid, task] : tasks_) {
    if (task.tgid != timer.tgid) continue;
    const std::optional<TaskStatus> status = ReadTaskStatus(tid);
    if (status.has_value() && status->own_pid == timer.receiver) return tid;
  }
  return -1;
}

void Timers::Fire(Timer& timer, std::int64_t times) {
  if (timer.kind == Timer::Kind::kFile) {
    pollfd unread = {timer.file.get(), POLLIN, 0};
    if (poll(&unread, 1, 0) == 0) timer.ticks = 0;
    timer.ticks += static_cast<std::uint64_t>(times);
    fired_[timer.tgid] = clock_.now();
    MakeExpire(timer.file.get(), timer.ticks);
    return;
  }
  if (timer.signal == 0 || timer.tgid <= 1) return;
  if (timer.kind == Timer::Kind::kAlarm) {
    kill(timer.tgid, timer.signal);
    return;
  }
  const pid_t tid = timer.receiver == 0 ? timer.tgid : Receiver(timer);
  if (tid <= 1) return;
  const std::optional<TaskStatus> status = ReadTaskStatus(tid);
  if (status.has_value() && (status->pending >> (timer.signal - 1) & 1) != 0) {
    timer.overrun += static_cast<int>(times);  // one signal for all of them
    return;
  }
  timer.overrun = static_cast<int>(times - 1);
  siginfo_t info = {};
  info.si_signo = timer.signal;
  info.si_code = SI_TIMER;
  info.si_timerid = timer.number;
  info.si_overrun = timer.overrun;
  info.si_value = timer.value;
  if (timer.receiver == 0) {
    syscall(SYS_rt_sigqueueinfo, timer.tgid, timer.signal, &info);
  } else {
    syscall(SYS_rt_tgsigqueueinfo, timer.tgid, tid, timer.signal, &info);
  }
}

absl::Duration Timers::LastFired(pid_t tgid) const {
  const auto last = fired_.find(tgid);
  return last == fired_.end() ? -absl::InfiniteDuration() : last->second;
}

void Timers::Forget(pid_t tgid) {
  fired_.erase(tgid);
  std::erase_if(timers_, [tgid](const Timer& timer) {
    return timer.tgid == tgid && timer.kind != Timer::Kind::kFile;
  });
}

void Timers::ForgetOnExec(pid_t tgid) {
  std::erase_if(timers_, [tgid](const Timer& timer) {
    return timer.tgid == tgid && timer.kind == Timer::Kind::kSignal;
  });
}

}  // namespace grader::sandbox
