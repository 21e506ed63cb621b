// What comes from outside of the process: the messages of a problem's driver,
// and the kernel's timers. When they come no seed decides, so they are looked
// at only when no thread can go on; whatever has come by then is there at once.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_OUTSIDE_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_OUTSIDE_H_

#include <poll.h>
#include <sys/epoll.h>

#include <cstddef>

namespace schedules {

// Takes note of whether there is a driver; called before anything else.
void FindDriver();

// Whether `descriptor` is the connection to a driver.
bool IsOfDriver(int descriptor);

// How many of `size` bytes of the driver's may be read now; -1: it is gone.
long Admitted(std::size_t size);
// `count` of them were read, or none though it was tried.
void NoteRead(long count);

// `descriptor` was made by timerfd_create(2).
void NoteTimer(int descriptor);

// epoll_ctl(2) of a descriptor that leads outside is kept from the kernel;
// false if it is another one.
bool Control(int epoll, int operation, int descriptor,
             const epoll_event* event);

// As epoll_wait(2) and poll(2), but for what leads outside: without a wait,
// what was let in before; with one, what comes, for nobody can go on.
int WaitForEvents(int epoll, epoll_event* events, int count, int milliseconds);
int PollOutside(pollfd* descriptors, nfds_t count, int milliseconds);

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_OUTSIDE_H_
