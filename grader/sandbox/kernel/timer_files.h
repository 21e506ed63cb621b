// What the supervisor does with a timerfd of a run (timerfd_create(2)), through
// a duplicate of its descriptor.
#ifndef GRADER_SANDBOX_KERNEL_TIMER_FILES_H_
#define GRADER_SANDBOX_KERNEL_TIMER_FILES_H_

#include <sys/types.h>
#include <time.h>

#include <cstdint>

namespace grader::sandbox {

// Makes it expire `ticks` times at once.
void MakeExpire(int file, std::uint64_t ticks);

// The clock that it was made for.
clockid_t ClockOfTimer(int file);

// Whether `ours` and descriptor `number` of process `tgid` are one open file
// (kcmp(2)).
bool IsSameFile(int ours, pid_t tgid, int number);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_KERNEL_TIMER_FILES_H_
