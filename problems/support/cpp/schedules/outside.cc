#include "outside.h"

#include <limits.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>

#include <algorithm>

#include "arena.h"
#include "moments.h"
#include "real.h"
#include "scheduler.h"

namespace schedules {
namespace {

constexpr int kConnection = 4;
constexpr nfds_t kMost = 1024;  // descriptors that are waited for at a time
constexpr std::int64_t kMillisecond = 1'000'000;

// A driver may have more to say than its first message. On the grader's clock
// this is over once it has said all, and takes no time of anybody's. No round
// figure, so that it does not end when what takes one does.
constexpr int kSaysAllMilliseconds = 7;

bool has_driver = false;
long admitted = 0;  // bytes
bool gone = false;
bool told = false;  // of what was admitted, since the last read

struct KernelTimer {
  int descriptor = -1;  // -1: closed
  clockid_t clock = CLOCK_MONOTONIC;
  bool come = false;
};
List<KernelTimer> timers;

struct Watched {
  int epoll = -1;
  int descriptor = -1;
  epoll_event event = {};
};
List<Watched> watched;

KernelTimer* FindTimer(int descriptor) {
  for (KernelTimer& timer : timers) {
    if (timer.descriptor == descriptor) return &timer;
  }
  return nullptr;
}

bool LeadsOutside(int descriptor) {
  return IsOfDriver(descriptor) || IsTimer(descriptor);
}

// Whether anything may come that is not the threads' doing: from a driver, of a
// timer, or as a signal.
bool IsAnythingOutside() {
  itimerval alarm = {};
  return has_driver ||
         std::any_of(
             timers.begin(), timers.end(),
             [](const KernelTimer& timer) { return timer.descriptor >= 0; }) ||
         (getitimer(ITIMER_REAL, &alarm) == 0 &&
          (alarm.it_value.tv_sec != 0 || alarm.it_value.tv_usec != 0));
}

bool IsLetIn() { return admitted > 0 || gone; }

std::int64_t RealNow() {
  timespec now = {};
  __real_clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

// The schedule's clock goes along with the grader's, in whole milliseconds:
// what is less was computed, and is another time each time.
void PassTimeSince(std::int64_t begin) {
  PassTime((RealNow() - begin) / kMillisecond * kMillisecond);
}

bool IsReadable(int descriptor) {
  pollfd wanted = {descriptor, POLLIN, 0};
  return __real_poll(&wanted, 1, 0) > 0;
}

void LetDriverIn() {
  __real_poll(nullptr, 0, kSaysAllMilliseconds);
  PassTime(kSaysAllMilliseconds * kMillisecond);
  int bytes = 0;
  ioctl(kConnection, FIONREAD, &bytes);
  admitted = bytes;
  gone = bytes == 0;
  told = false;
}

}  // namespace

void FindDriver() {
  struct stat facts;
  has_driver = fstat(kConnection, &facts) == 0 && S_ISSOCK(facts.st_mode);
}

bool IsOfDriver(int descriptor) {
  return has_driver && descriptor == kConnection;
}

bool IsTimer(int descriptor) {
  return descriptor >= 0 && FindTimer(descriptor) != nullptr;
}

long Admitted(std::size_t size) {
  if (gone && admitted == 0) return -1;
  return std::min(static_cast<long>(size), admitted);
}

void NoteRead(long count) {
  if (count > 0) admitted -= count;
  told = false;
}

void NoteTimer(int descriptor, clockid_t clock) {
  KernelTimer* free = FindTimer(-1);
  if (free == nullptr) {
    timers.push_back({});
    free = &timers[timers.size() - 1];
  }
  *free = {descriptor, clock, false};
}

// The kernel's clocks are not the schedule's, but as much time passes.
itimerspec PauseOf(int timer, int flags, const itimerspec& value) {
  const bool is_set = value.it_value.tv_sec != 0 || value.it_value.tv_nsec != 0;
  if ((flags & TFD_TIMER_ABSTIME) == 0 || !is_set) return value;
  const std::int64_t left =
      MomentOf(FindTimer(timer)->clock, value.it_value) - Now();
  const std::int64_t pause = std::max(left, std::int64_t{1});
  return {value.it_interval,
          {pause / 1'000'000'000, static_cast<long>(pause % 1'000'000'000)}};
}

bool HasCome(int timer) { return FindTimer(timer)->come; }

void TakeTimer(int timer) {
  if (KernelTimer* const taken = FindTimer(timer)) taken->come = false;
}

void ForgetDescriptor(int descriptor) {
  if (descriptor < 0) return;
  if (IsOfDriver(descriptor)) has_driver = false;
  if (KernelTimer* const timer = FindTimer(descriptor)) timer->descriptor = -1;
  for (Watched& one : watched) {
    if (one.epoll == descriptor || one.descriptor == descriptor) one = {};
  }
}

bool Control(int epoll, int operation, int descriptor,
             const epoll_event* event) {
  if (!LeadsOutside(descriptor)) return false;
  Watched* free = nullptr;
  for (Watched& one : watched) {
    if (one.epoll == -1) free = &one;
    if (one.epoll != epoll || one.descriptor != descriptor) continue;
    if (operation == EPOLL_CTL_DEL) {
      one = {};
    } else {
      one.event = *event;
    }
    return true;
  }
  if (operation == EPOLL_CTL_DEL) return true;
  const Watched added = {epoll, descriptor, *event};
  if (free != nullptr) {
    *free = added;
  } else {
    watched.push_back(added);
  }
  return true;
}

int FindEvents(int epoll, epoll_event* events, int count) {
  const int inside = __real_epoll_wait(epoll, events, count, 0);
  if (inside != 0) return inside;
  int came = 0;
  for (const Watched& one : watched) {
    if (one.epoll != epoll || came == count) continue;
    if (IsOfDriver(one.descriptor)) {
      if (!IsLetIn() || told) continue;
      told = true;
    } else if (!HasCome(one.descriptor)) {
      continue;
    }
    events[came] = one.event;
    events[came++].events = EPOLLIN;
  }
  return came;
}

int FindReady(pollfd* descriptors, nfds_t count) {
  int ready = 0;
  for (nfds_t i = 0; i < count; ++i) {
    pollfd& one = descriptors[i];
    if (LeadsOutside(one.fd) && (one.events & POLLIN) != 0) {
      const bool come = IsOfDriver(one.fd) ? IsLetIn() : HasCome(one.fd);
      one.revents = come ? POLLIN : 0;
      ready += come ? 1 : 0;
      continue;
    }
    const int found = __real_poll(&one, 1, 0);
    if (found < 0) return found;
    ready += found;
  }
  return ready;
}

int AwaitKernel(std::int64_t deadline) {
  static pollfd wanted[kMost];
  nfds_t count = 0;
  const auto add = [&](const pollfd& one) {
    if (one.fd >= 0 && count < kMost) wanted[count++] = one;
  };
  if (has_driver && !IsLetIn()) add({kConnection, POLLIN, 0});
  for (const KernelTimer& timer : timers) {
    if (!timer.come) add({timer.descriptor, POLLIN, 0});
  }
  for (const Thread* thread : threads) {
    if (thread->awaited == nullptr) continue;
    for (nfds_t i = 0; i < thread->awaited->count; ++i) {
      const pollfd& one = thread->awaited->descriptors[i];
      if (!LeadsOutside(one.fd)) add(one);
    }
  }
  std::int64_t pause = -1;
  if (deadline != kNever) {
    pause = (deadline - Now() + kMillisecond - 1) / kMillisecond;
    if (pause < 0) pause = 0;
  }
  // Of what the threads wait for each one's end is theirs.
  if (pause < 0 && !IsAnythingOutside() && __real_poll(wanted, count, 0) == 0) {
    EndRun("deadlock");
  }
  const std::int64_t begin = RealNow();
  const int ready = __real_poll(
      wanted, count, static_cast<int>(std::min(pause, std::int64_t{INT_MAX})));
  ++deeds;
  if (ready < 0) return ready;
  if (ready > 0) {
    PassTimeSince(begin);
  } else {
    PassTime(pause * kMillisecond);
  }
  LetIn();
  return ready;
}

void LetIn() {
  for (KernelTimer& timer : timers) {
    if (timer.descriptor >= 0 && !timer.come) {
      timer.come = IsReadable(timer.descriptor);
    }
  }
  if (has_driver && !IsLetIn() && IsReadable(kConnection)) LetDriverIn();
}

}  // namespace schedules
