// Calls of the kernel that wait: those for a value in memory to change (the
// library's atomic waits, latches, semaphores and futures), and those for a
// descriptor, during which others go on.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cstdarg>

#include "holding.h"
#include "moments.h"
#include "objects.h"
#include "outside.h"
#include "places.h"
#include "real.h"
#include "scheduler.h"
#include "wrapped.h"

extern "C" ssize_t __real_read(int descriptor, void* bytes, std::size_t size);

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

// Whether it starts a thread or a process.
bool Starts(long number) {
  return number == SYS_clone || number == SYS_clone3 || number == SYS_fork ||
         number == SYS_vfork;
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

// Others go on until a descriptor is ready for `events`. Not so where it is the
// grader that is waited for, which no seed decides.
void AwaitDescriptor(int descriptor, short events, Pc pc) {
  if (descriptor <= STDERR_FILENO) return;
  const int flags = fcntl(descriptor, F_GETFL);
  if (flags >= 0 && (flags & O_NONBLOCK) != 0) {
    const Inside inside;
    Step(PlaceOf(pc));
    return;
  }
  pollfd wanted = {descriptor, events, 0};
  WaitInKernel(-1, pc,
               [&](int pause) { return __real_poll(&wanted, 1, pause); });
}

bool IsBlockingPipe(int descriptor) {
  struct stat facts;
  const int flags = fcntl(descriptor, F_GETFL);
  return descriptor > STDERR_FILENO && flags >= 0 &&
         (flags & O_NONBLOCK) == 0 && fstat(descriptor, &facts) == 0 &&
         S_ISFIFO(facts.st_mode);
}

// As much as has been let in; else nothing, or what is waited for.
ssize_t ReadFromDriver(int descriptor, void* bytes, std::size_t size, Pc pc) {
  const Inside inside;
  Step(PlaceOf(pc));
  if (Admitted(size) == 0 && size > 0) {
    NoteRead(0);
    if ((fcntl(descriptor, F_GETFL) & O_NONBLOCK) != 0) return Fail(EAGAIN);
    pollfd wanted = {descriptor, POLLIN, 0};
    WaitInKernel(-1, pc,
                 [&](int pause) { return PollOutside(&wanted, 1, pause); });
  }
  const long most = Admitted(size);
  const ssize_t count = __real_read(descriptor, bytes, most < 0 ? size : most);
  NoteRead(count);
  return count;
}

// Whoever has read something may know all that whoever wrote had done.
Object written;

}  // namespace
}  // namespace schedules

using schedules::Observed;

extern "C" {
int __real_epoll_ctl(int epoll, int operation, int descriptor,
                     epoll_event* event);
int __real_timerfd_create(int clock, int flags);
ssize_t __real_readv(int descriptor, const iovec* parts, int count);
ssize_t __real_write(int descriptor, const void* bytes, std::size_t size);

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

int __wrap_poll(pollfd* descriptors, nfds_t count, int milliseconds) {
  if (!Observed()) return __real_poll(descriptors, count, milliseconds);
  // A driver always reads.
  const bool for_room = count == 1 &&
                        schedules::IsOfDriver(descriptors[0].fd) &&
                        descriptors[0].events == POLLOUT;
  if (for_room) return __real_poll(descriptors, count, milliseconds);
  return schedules::WaitInKernel(milliseconds, PC, [&](int pause) {
    return schedules::PollOutside(descriptors, count, pause);
  });
}

int __wrap_epoll_wait(int descriptor, epoll_event* events, int count,
                      int milliseconds) {
  if (!Observed()) {
    return __real_epoll_wait(descriptor, events, count, milliseconds);
  }
  return schedules::WaitInKernel(milliseconds, PC, [&](int pause) {
    return schedules::WaitForEvents(descriptor, events, count, pause);
  });
}

int __wrap_epoll_ctl(int epoll, int operation, int descriptor,
                     epoll_event* event) {
  if (Observed() && schedules::Control(epoll, operation, descriptor, event)) {
    return 0;
  }
  return __real_epoll_ctl(epoll, operation, descriptor, event);
}

int __wrap_timerfd_create(int clock, int flags) {
  const int descriptor = __real_timerfd_create(clock, flags);
  if (Observed() && descriptor >= 0) schedules::NoteTimer(descriptor);
  return descriptor;
}

ssize_t __wrap_read(int descriptor, void* bytes, std::size_t size) {
  if (!Observed()) return __real_read(descriptor, bytes, size);
  if (schedules::IsOfDriver(descriptor)) {
    return schedules::ReadFromDriver(descriptor, bytes, size, PC);
  }
  schedules::AwaitDescriptor(descriptor, POLLIN, PC);
  const ssize_t count = __real_read(descriptor, bytes, size);
  schedules::Acquire(schedules::written);
  return count;
}

ssize_t __wrap_readv(int descriptor, const iovec* parts, int count) {
  if (Observed() && schedules::IsOfDriver(descriptor)) {
    const iovec* const part = std::find_if(
        parts, parts + count, [](const iovec& one) { return one.iov_len > 0; });
    if (part == parts + count) return 0;
    return schedules::ReadFromDriver(descriptor, part->iov_base, part->iov_len,
                                     PC);
  }
  return __real_readv(descriptor, parts, count);
}

ssize_t __wrap_write(int descriptor, const void* bytes, std::size_t size) {
  if (!Observed()) return __real_write(descriptor, bytes, size);
  const char* const text = static_cast<const char*>(bytes);
  std::size_t done = 0;
  do {
    schedules::AwaitDescriptor(descriptor, POLLOUT, PC);
    schedules::Release(schedules::written);
    // Whoever has room has it for that much (pipe(7)), and must not keep others
    // from reading while it waits for more.
    const std::size_t most = schedules::IsBlockingPipe(descriptor)
                                 ? std::min<std::size_t>(size - done, PIPE_BUF)
                                 : size - done;
    const ssize_t count = __real_write(descriptor, text + done, most);
    if (count < 0) return done > 0 ? static_cast<ssize_t>(done) : count;
    done += static_cast<std::size_t>(count);
    if (static_cast<std::size_t>(count) < most) break;
  } while (done < size);
  return static_cast<ssize_t>(done);
}
}
