#include <sys/timerfd.h>
#include <unistd.h>
#include <cstdint>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  const int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  const itimerspec setting = {Milliseconds(20), Milliseconds(40)};
  Begin();
  timerfd_settime(timer, 0, &setting, nullptr);
  std::uint64_t ticks = 0;
  std::uint64_t sum = 0;
  for (int i = 0; i < 4; ++i) {
    EXPECT_THAT_IT(read(timer, &ticks, sizeof ticks) == sizeof ticks);
    sum += ticks;
  }
  End();
  EXPECT_THAT_IT(sum == 4);
}
