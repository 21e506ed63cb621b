#include <sys/epoll.h>
#include <unistd.h>
#include <thread>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  // Both wait for the same byte; the one who comes too late waits on.
  int ends[2];
  EXPECT_THAT_IT(pipe(ends) == 0);
  const int epoll = epoll_create1(0);
  epoll_event event = {};
  event.events = EPOLLIN | EPOLLET;
  epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &event);
  Begin();
  const auto loop = [&] {
    epoll_event got;
    epoll_wait(epoll, &got, 1, 100);
  };
  std::thread one(loop);
  std::thread two(loop);
  usleep(10000);
  EXPECT_THAT_IT(write(ends[1], "x", 1) == 1);
  one.join();
  two.join();
  End();
}
