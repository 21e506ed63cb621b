// What comes from outside of the process: the messages of a problem's driver,
// and the kernel's timers. When they come no seed decides, so they are looked
// at only when no thread can go on, or all of them only ask for what comes;
// whatever has come by then is there at once, and stays until it is taken.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_OUTSIDE_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_OUTSIDE_H_

#include <poll.h>
#include <sys/epoll.h>
#include <time.h>

#include <cstddef>
#include <cstdint>

namespace schedules {

// Takes note of whether there is a driver; called before anything else.
void FindDriver();

// Whether `descriptor` is the connection to a driver, or a timer.
bool IsOfDriver(int descriptor);
bool IsTimer(int descriptor);

// How many of `size` bytes of the driver's may be read now; -1: it is gone.
long Admitted(std::size_t size);
// `count` of them were read, or none though it was tried.
void NoteRead(long count);

// `descriptor` was made by timerfd_create(2) for `clock`.
void NoteTimer(int descriptor, clockid_t clock);
// What `value` of timerfd_settime(2) comes to as a pause.
itimerspec PauseOf(int timer, int flags, const itimerspec& value);
// Whether that timer has come, which holds until it is read or set anew.
bool HasCome(int timer);
void TakeTimer(int timer);

// `descriptor` was closed: the next one of that number is another one.
void ForgetDescriptor(int descriptor);

// epoll_ctl(2) of a descriptor that leads outside is kept from the kernel;
// false if it is another one.
bool Control(int epoll, int operation, int descriptor,
             const epoll_event* event);

// As epoll_wait(2) and poll(2), without a wait: of what leads outside, what was
// let in before.
int FindEvents(int epoll, epoll_event* events, int count);
int FindReady(pollfd* descriptors, nfds_t count);

// Waits until something comes that a thread waits for in the kernel, or from
// outside, which is let in; not beyond `deadline` on the schedule's clock. What
// poll(2) gives: 0 if nothing has come.
int AwaitKernel(std::int64_t deadline);

// Lets in what has come from outside.
void LetIn();

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_OUTSIDE_H_
