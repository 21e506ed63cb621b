#include <sys/epoll.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  const int epoll = epoll_create1(0);
  epoll_event event;
  Begin();
  EXPECT_THAT_IT(epoll_wait(epoll, &event, 1, 100) == 0);
  End();
}
