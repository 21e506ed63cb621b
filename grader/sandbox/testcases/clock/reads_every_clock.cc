// Whichever clock it is, both ways of reading it agree, before a sleep and
// after.
#include <initializer_list>

#include "grader/sandbox/testcases/clock/both_readings.h"

int main() {
  for (const clockid_t id :
       {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_MONOTONIC_RAW,
        CLOCK_REALTIME_COARSE, CLOCK_MONOTONIC_COARSE, CLOCK_BOOTTIME,
        CLOCK_TAI}) {
    ExpectOneClock(id);
    const long long before = Read(id);
    usleep(50'000);
    EXPECT_THAT_IT(Read(id) - before >= 50'000'000);
    ExpectOneClock(id);
  }
  // Those are the task's own.
  EXPECT_THAT_IT(Read(CLOCK_THREAD_CPUTIME_ID) < 1'000'000'000);
  timespec time;
  EXPECT_THAT_IT(clock_gettime(77, &time) == -1);
}
