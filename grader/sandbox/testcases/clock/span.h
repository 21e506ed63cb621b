// For programs that show how the clock deals with one way of waiting: they mark
// the beginning and the end of it in the trace.
#ifndef GRADER_SANDBOX_TESTCASES_CLOCK_SPAN_H_
#define GRADER_SANDBOX_TESTCASES_CLOCK_SPAN_H_

#include <time.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

inline void Mark(const char* text) {
  if (write(3, text, std::strlen(text)) < 0) std::_Exit(98);
}
inline void Begin() { Mark("begin"); }
inline void End() { Mark("end"); }

// Ends the program with a code that names the line if something did not go as
// it should.
#define EXPECT_THAT_IT(condition)                    \
  do {                                               \
    if (!(condition)) std::_Exit(__LINE__ % 90 + 1); \
  } while (false)

inline timespec Milliseconds(long milliseconds) {
  return {milliseconds / 1000, milliseconds % 1000 * 1000000};
}

// The reading of `clock`, that many milliseconds from now.
inline timespec In(clockid_t clock, long milliseconds) {
  timespec time;
  clock_gettime(clock, &time);
  time.tv_nsec += milliseconds * 1000000;
  time.tv_sec += time.tv_nsec / 1000000000;
  time.tv_nsec %= 1000000000;
  return time;
}

#endif  // GRADER_SANDBOX_TESTCASES_CLOCK_SPAN_H_
