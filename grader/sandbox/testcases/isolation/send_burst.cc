// Waits for one byte from the other side, then sends it a hundred, one by one,
// with something done in between that the supervisor is told of, computes for
// as many milliseconds as the argument says, if there is one, and waits until
// the other side has left.
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>

namespace {

long Milliseconds() {
  timespec now = {};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

}  // namespace

int main(int argc, char** argv) {
  const int events = epoll_create1(0);
  epoll_event connection = {EPOLLIN, {}};
  epoll_ctl(events, EPOLL_CTL_ADD, 4, &connection);
  char said = 0;
  if (epoll_wait(events, &connection, 1, -1) != 1) return 1;
  if (read(4, &said, 1) != 1) return 1;
  for (int i = 0; i < 100; ++i) {
    Milliseconds();
    if (write(4, "a", 1) != 1) return 1;
  }
  const long end = Milliseconds() + (argc > 1 ? std::atol(argv[1]) : 0);
  while (Milliseconds() < end) {
  }
  while (read(4, &said, 1) == 1) {
  }
}
