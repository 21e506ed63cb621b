// Calls of the kernel that wait: those for a value in memory to change (the
// library's atomic waits, latches, semaphores and futures), and those for a
// descriptor, during which others go on.
#include <errno.h>
#include <linux/futex.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/syscall.h>

#include <cstdarg>

#include "moments.h"
#include "objects.h"
#include "places.h"
#include "real.h"
#include "scheduler.h"

namespace schedules {
namespace {

long Fail(int error) {
  errno = error;
  return -1;
}

long WaitForValue(const std::uint32_t* address, std::uint32_t value,
                  std::int64_t deadline, const Place& place) {
  Step(place);
  if (*address != value) return Fail(EAGAIN);
  return Wait(State::kValue, address, place, deadline) ? Fail(ETIMEDOUT) : 0;
}

long WakeForValue(const std::uint32_t* address, long most, const Place& place) {
  Step(place);
  long woken = 0;
  while (woken < most && WakeOne(State::kValue, address) > 0) ++woken;
  return woken;
}

// One operation of futex(2); false if it is not one of those known here.
bool Futex(const long (&arguments)[6], const Place& place, long* result) {
  const auto* const address =
      reinterpret_cast<const std::uint32_t*>(arguments[0]);
  const long operation = arguments[1];
  const auto value = static_cast<std::uint32_t>(arguments[2]);
  const auto* const time = reinterpret_cast<const timespec*>(arguments[3]);
  std::int64_t deadline = kNever;
  switch (operation & FUTEX_CMD_MASK) {
    case FUTEX_WAIT:
      if (time != nullptr) deadline = After(*time);
      *result = WaitForValue(address, value, deadline, place);
      return true;
    case FUTEX_WAIT_BITSET:
      if (time != nullptr) {
        deadline =
            MomentOf((operation & FUTEX_CLOCK_REALTIME) != 0 ? CLOCK_REALTIME
                                                             : CLOCK_MONOTONIC,
                     *time);
      }
      *result = WaitForValue(address, value, deadline, place);
      return true;
    case FUTEX_WAKE:
    case FUTEX_WAKE_BITSET:
      *result = WakeForValue(address, arguments[2], place);
      return true;
  }
  return false;
}

// Does `wait(milliseconds)`, a call of the kernel, so that others go on while
// nothing has come.
template <typename Call>
int WaitInKernel(int milliseconds, Pc pc, const Call& wait) {
  const Inside inside;
  const Place place = PlaceOf(pc);
  const std::int64_t deadline =
      milliseconds < 0 ? kNever
                       : Now() + std::int64_t{milliseconds} * 1'000'000;
  for (;;) {
    const int count = wait(0);
    if (count != 0 || Now() >= deadline) return count;
    if (OthersReady()) {
      Step(place, true);
      continue;
    }
    const std::int64_t others = EarliestDeadline();
    const std::int64_t first = others < deadline ? others : deadline;
    if (first == kNever) return wait(-1);
    std::int64_t pause = (first - Now() + 999'999) / 1'000'000;
    if (pause < 0) pause = 0;
    const int came = wait(static_cast<int>(pause));
    if (came != 0) return came;
    PassTime(pause * 1'000'000);
    if (others == first) WakeByDeadline();
  }
}

}  // namespace
}  // namespace schedules

using schedules::Observed;
using schedules::Pc;

#define PC reinterpret_cast<Pc>(__builtin_return_address(0))

extern "C" {
int __real_poll(pollfd* descriptors, nfds_t count, int milliseconds);
int __real_epoll_wait(int descriptor, epoll_event* events, int count,
                      int milliseconds);

long __wrap_syscall(long number, ...) {
  long arguments[6];
  va_list list;
  va_start(list, number);
  for (long& argument : arguments) argument = va_arg(list, long);
  va_end(list);
  if (Observed() && number == SYS_futex) {
    const schedules::Inside inside;
    long result = 0;
    if (schedules::Futex(arguments, schedules::PlaceOf(PC), &result)) {
      return result;
    }
  }
  return __real_syscall(number, arguments[0], arguments[1], arguments[2],
                        arguments[3], arguments[4], arguments[5]);
}

int __wrap_poll(pollfd* descriptors, nfds_t count, int milliseconds) {
  if (!Observed()) return __real_poll(descriptors, count, milliseconds);
  return schedules::WaitInKernel(milliseconds, PC, [&](int pause) {
    return __real_poll(descriptors, count, pause);
  });
}

int __wrap_epoll_wait(int descriptor, epoll_event* events, int count,
                      int milliseconds) {
  if (!Observed()) {
    return __real_epoll_wait(descriptor, events, count, milliseconds);
  }
  return schedules::WaitInKernel(milliseconds, PC, [&](int pause) {
    return __real_epoll_wait(descriptor, events, count, pause);
  });
}
}
