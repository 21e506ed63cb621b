// The functions of the C library that the linker puts the runtime's in the
// place of (wrap.options), by the names that they then have.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_REAL_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_REAL_H_

#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/epoll.h>
#include <sys/types.h>
#include <time.h>

#include <cstddef>

extern "C" {
long __real_syscall(long number, ...);
[[noreturn]] void __real__exit(int status);
int __real_nanosleep(const timespec* time, timespec* left);
int __real_clock_gettime(clockid_t clock, timespec* time);
int __real_epoll_wait(int descriptor, epoll_event* events, int count,
                      int milliseconds);
ssize_t __real_read(int descriptor, void* bytes, std::size_t size);
int __real_poll(pollfd* descriptors, nfds_t count, int milliseconds);
}

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_REAL_H_
