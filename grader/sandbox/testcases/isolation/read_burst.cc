// Sends one byte, waits for an answer as the argument says, and tells how many
// bytes of it were there and whether that took longer than 200 ms.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace {

long Milliseconds() {
  timespec now = {};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

int Epoll(int timeout) {
  const int events = epoll_create1(0);
  epoll_event connection = {EPOLLIN, {}};
  epoll_ctl(events, EPOLL_CTL_ADD, 4, &connection);
  return epoll_wait(events, &connection, 1, timeout);
}

int Poll(int timeout) {
  pollfd connection = {4, POLLIN, 0};
  return poll(&connection, 1, timeout);
}

int Select(timeval* timeout) {
  fd_set connection;
  FD_ZERO(&connection);
  FD_SET(4, &connection);
  return select(5, &connection, nullptr, nullptr, timeout);
}

int Wait(const std::string& how) {
  timeval second = {1, 0};
  if (how == "epoll") return Epoll(-1);
  if (how == "epoll for 1 s") return Epoll(1000);
  if (how == "poll") return Poll(-1);
  if (how == "poll for 1 s") return Poll(1000);
  if (how == "select") return Select(nullptr);
  if (how == "select for 1 s") return Select(&second);
  return -1;
}

}  // namespace

int main(int, char** argv) {
  if (write(4, "b", 1) != 1) return 1;
  const long begin = Milliseconds();
  if (Wait(argv[1]) != 1) return 1;
  const long took = Milliseconds() - begin;
  char bytes[200];
  std::printf("%zd bytes%s\n", read(4, bytes, sizeof bytes),
              took > 200 ? ", late" : "");
}
