// For programs that read the clock in two ways, as the C library does and by a
// system call.
#ifndef GRADER_SANDBOX_TESTCASES_CLOCK_BOTH_READINGS_H_
#define GRADER_SANDBOX_TESTCASES_CLOCK_BOTH_READINGS_H_

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

inline long long Nanoseconds(const timespec& time) {
  return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}
inline long long Read(clockid_t id) {
  timespec time;
  clock_gettime(id, &time);
  return Nanoseconds(time);
}
inline long long Ask(clockid_t id) {
  timespec time;
  syscall(SYS_clock_gettime, id, &time);
  return Nanoseconds(time);
}

// Readings never go back, whichever way they are taken.
inline void ExpectOneClock(clockid_t id) {
  const long long first = Ask(id);
  long long last = first;
  // Enough for the reader to be let read by itself.
  for (int i = 0; i < 20; ++i) {
    const long long reading = Read(id);
    EXPECT_THAT_IT(reading >= last);
    last = reading;
  }
  EXPECT_THAT_IT(Ask(id) >= last);
  EXPECT_THAT_IT(last - first < 1'000'000'000);
}

// Sleeps in ways that the grader is not told of.
inline void SleepUnseen(const int (&pipe)[2]) {
  char byte = 'x';
  EXPECT_THAT_IT(read(pipe[0], &byte, 1) == 1);
}

#endif  // GRADER_SANDBOX_TESTCASES_CLOCK_BOTH_READINGS_H_
