// Calls of the kernel by their numbers: those that wait for a value in memory
// to change (the library's atomic waits, latches, semaphores and futures).
#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>

#include <cstdarg>

#include "in_kernel.h"
#include "moments.h"
#include "places.h"
#include "real.h"
#include "scheduler.h"
#include "wrapped.h"

namespace schedules {
namespace {

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

// Whether it starts a thread or a process.
bool Starts(long number) {
  return number == SYS_clone || number == SYS_clone3 || number == SYS_fork ||
         number == SYS_vfork;
}

}  // namespace
}  // namespace schedules

using schedules::Observed;

extern "C" {
long __wrap_syscall(long number, ...) {
  long arguments[6];
  va_list list;
  va_start(list, number);
  for (long& argument : arguments) argument = va_arg(list, long);
  va_end(list);
  if (Observed() && schedules::Starts(number)) {
    const schedules::Inside inside;
    schedules::self->place = schedules::PlaceOf(PC);
    schedules::EndRun("unscheduled");
  }
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
}
