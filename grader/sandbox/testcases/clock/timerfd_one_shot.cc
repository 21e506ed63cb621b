#include <sys/timerfd.h>
#include <unistd.h>
#include <cstdint>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  const int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  const itimerspec setting = {{}, Milliseconds(100)};
  Begin();
  timerfd_settime(timer, 0, &setting, nullptr);
  std::uint64_t ticks = 0;
  EXPECT_THAT_IT(read(timer, &ticks, sizeof ticks) == sizeof ticks);
  End();
  EXPECT_THAT_IT(ticks == 1);
}
