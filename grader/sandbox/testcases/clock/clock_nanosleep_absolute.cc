#include <time.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  Begin();
  const timespec time = In(CLOCK_REALTIME, 100);
  EXPECT_THAT_IT(
      clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &time, nullptr) == 0);
  End();
}
