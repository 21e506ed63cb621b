// Calls of the kernel that wait until one of several descriptors is ready, and
// the descriptors that lead outside: their beginning and their end.
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>

#include "arena.h"
#include "in_kernel.h"
#include "moments.h"
#include "outside.h"
#include "real.h"
#include "scheduler.h"
#include "wrapped.h"

namespace schedules {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;

// As poll(2) takes it: in whole milliseconds, and -1 for ever.
int Milliseconds(const timespec* pause) {
  if (pause == nullptr) return -1;
  const std::int64_t wanted =
      (After(*pause) - Now() + kMillisecond - 1) / kMillisecond;
  return static_cast<int>(std::min(wanted, std::int64_t{INT_MAX}));
}

// While there is one, the calling thread's signals are those of `mask`.
class Masked {
 public:
  explicit Masked(const sigset_t* mask) : mask_(mask) {
    if (mask_ != nullptr) pthread_sigmask(SIG_SETMASK, mask_, &before_);
  }
  ~Masked() {
    if (mask_ != nullptr) pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  const sigset_t* const mask_;
  sigset_t before_;
};

int Poll(pollfd* descriptors, nfds_t count, int milliseconds, Pc pc) {
  return WaitInKernel(descriptors, count, milliseconds, pc,
                      [&] { return FindReady(descriptors, count); });
}

int WaitForEvents(int epoll, epoll_event* events, int count, int milliseconds,
                  Pc pc) {
  const pollfd inside = {epoll, POLLIN, 0};
  return WaitInKernel(&inside, 1, milliseconds, pc,
                      [&] { return FindEvents(epoll, events, count); });
}

bool IsIn(const fd_set* set, int descriptor) {
  return set != nullptr && FD_ISSET(descriptor, set);
}

// Leaves in `set` who is ready; how many those are.
int Keep(fd_set* set, const pollfd& one, short events) {
  if (!IsIn(set, one.fd)) return 0;
  if ((one.revents & events) != 0) return 1;
  FD_CLR(one.fd, set);
  return 0;
}

int Select(int count, fd_set* to_read, fd_set* to_write, fd_set* exceptions,
           int milliseconds, Pc pc) {
  pollfd wanted[FD_SETSIZE];
  nfds_t number = 0;
  for (int i = 0; i < std::min(count, FD_SETSIZE); ++i) {
    pollfd one = {i, 0, 0};
    if (IsIn(to_read, i)) one.events |= POLLIN;
    if (IsIn(to_write, i)) one.events |= POLLOUT;
    if (IsIn(exceptions, i)) one.events |= POLLPRI;
    if (one.events != 0) wanted[number++] = one;
  }
  const int ready = Poll(wanted, number, milliseconds, pc);
  if (ready < 0) return ready;
  int kept = 0;
  for (nfds_t i = 0; i < number; ++i) {
    if ((wanted[i].revents & POLLNVAL) != 0) return Fail(EBADF);
    kept += Keep(to_read, wanted[i], POLLIN | POLLHUP | POLLERR) +
            Keep(to_write, wanted[i], POLLOUT | POLLERR) +
            Keep(exceptions, wanted[i], POLLPRI);
  }
  return kept;
}

}  // namespace
}  // namespace schedules

using schedules::Observed;

extern "C" {
int __real_ppoll(pollfd* descriptors, nfds_t count, const timespec* pause,
                 const sigset_t* mask);
int __real_select(int count, fd_set* to_read, fd_set* to_write,
                  fd_set* exceptions, timeval* pause);
int __real_pselect(int count, fd_set* to_read, fd_set* to_write,
                   fd_set* exceptions, const timespec* pause,
                   const sigset_t* mask);
int __real_epoll_pwait(int descriptor, epoll_event* events, int count,
                       int milliseconds, const sigset_t* mask);
int __real_epoll_ctl(int epoll, int operation, int descriptor,
                     epoll_event* event);
int __real_timerfd_create(int clock, int flags);
int __real_timerfd_settime(int descriptor, int flags, const itimerspec* value,
                           itimerspec* before);
int __real_close(int descriptor);
int __real_dup2(int from, int to);
int __real_dup3(int from, int to, int flags);

int __wrap_poll(pollfd* descriptors, nfds_t count, int milliseconds) {
  if (!Observed()) return __real_poll(descriptors, count, milliseconds);
  // A driver always reads.
  const bool for_room = count == 1 &&
                        schedules::IsOfDriver(descriptors[0].fd) &&
                        descriptors[0].events == POLLOUT;
  if (for_room) return __real_poll(descriptors, count, milliseconds);
  return schedules::Poll(descriptors, count, milliseconds, PC);
}

int __wrap_ppoll(pollfd* descriptors, nfds_t count, const timespec* pause,
                 const sigset_t* mask) {
  if (!Observed()) return __real_ppoll(descriptors, count, pause, mask);
  const schedules::Masked masked(mask);
  return schedules::Poll(descriptors, count, schedules::Milliseconds(pause),
                         PC);
}

int __wrap_select(int count, fd_set* to_read, fd_set* to_write,
                  fd_set* exceptions, timeval* pause) {
  if (!Observed()) {
    return __real_select(count, to_read, to_write, exceptions, pause);
  }
  timespec wanted = {};
  if (pause != nullptr) wanted = {pause->tv_sec, pause->tv_usec * 1000};
  return schedules::Select(
      count, to_read, to_write, exceptions,
      schedules::Milliseconds(pause == nullptr ? nullptr : &wanted), PC);
}

int __wrap_pselect(int count, fd_set* to_read, fd_set* to_write,
                   fd_set* exceptions, const timespec* pause,
                   const sigset_t* mask) {
  if (!Observed()) {
    return __real_pselect(count, to_read, to_write, exceptions, pause, mask);
  }
  const schedules::Masked masked(mask);
  return schedules::Select(count, to_read, to_write, exceptions,
                           schedules::Milliseconds(pause), PC);
}

int __wrap_epoll_wait(int descriptor, epoll_event* events, int count,
                      int milliseconds) {
  if (!Observed()) {
    return __real_epoll_wait(descriptor, events, count, milliseconds);
  }
  return schedules::WaitForEvents(descriptor, events, count, milliseconds, PC);
}

int __wrap_epoll_pwait(int descriptor, epoll_event* events, int count,
                       int milliseconds, const sigset_t* mask) {
  if (!Observed()) {
    return __real_epoll_pwait(descriptor, events, count, milliseconds, mask);
  }
  const schedules::Masked masked(mask);
  return schedules::WaitForEvents(descriptor, events, count, milliseconds, PC);
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
  if (Observed() && descriptor >= 0) schedules::NoteTimer(descriptor, clock);
  return descriptor;
}

int __wrap_timerfd_settime(int descriptor, int flags, const itimerspec* value,
                           itimerspec* before) {
  if (!Observed() || !schedules::IsTimer(descriptor) || value == nullptr) {
    return __real_timerfd_settime(descriptor, flags, value, before);
  }
  schedules::TakeTimer(descriptor);
  const itimerspec pause = schedules::PauseOf(descriptor, flags, *value);
  return __real_timerfd_settime(descriptor, 0, &pause, before);
}

int __wrap_close(int descriptor) {
  if (Observed()) schedules::ForgetDescriptor(descriptor);
  return __real_close(descriptor);
}

// What had that number before is closed by it.
int __wrap_dup2(int from, int to) {
  if (Observed() && from != to) schedules::ForgetDescriptor(to);
  return __real_dup2(from, to);
}

int __wrap_dup3(int from, int to, int flags) {
  if (Observed()) schedules::ForgetDescriptor(to);
  return __real_dup3(from, to, flags);
}
}
