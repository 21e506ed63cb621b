#include <sys/epoll.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  const int epoll = epoll_create1(0);
  const timespec time = Milliseconds(100);
  epoll_event event;
  Begin();
  EXPECT_THAT_IT(epoll_pwait2(epoll, &event, 1, &time, nullptr) == 0);
  End();
}
