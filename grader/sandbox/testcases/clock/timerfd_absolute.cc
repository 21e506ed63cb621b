#include <poll.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include <cstdint>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  const int timer = timerfd_create(CLOCK_REALTIME, 0);
  Begin();
  const itimerspec setting = {{}, In(CLOCK_REALTIME, 100)};
  timerfd_settime(timer, TFD_TIMER_ABSTIME, &setting, nullptr);
  itimerspec left;
  timerfd_gettime(timer, &left);
  EXPECT_THAT_IT(left.it_value.tv_nsec > 50000000);
  pollfd waited = {timer, POLLIN, 0};
  EXPECT_THAT_IT(poll(&waited, 1, -1) == 1);
  End();
}
