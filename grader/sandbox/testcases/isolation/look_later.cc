// Sleeps from when its driver says so for as many microseconds as the first
// argument says, computes for as many rounds as the second says, and tells
// whether the driver's answer has come.
#include <poll.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

int main(int, char** argv) {
  const long wait = std::atol(argv[1]);
  const long rounds = std::atol(argv[2]);
  for (int round = 0; round < 4; ++round) {
    char said = 0;
    if (read(4, &said, 1) != 1 || (round < 3 && write(4, "b", 1) != 1)) {
      return 1;
    }
  }
  const timespec sleep = {wait / 1'000'000, wait % 1'000'000 * 1'000};
  nanosleep(&sleep, nullptr);
  for (volatile long round = 0; round < rounds; round = round + 1) {
  }
  pollfd answer = {4, POLLIN, 0};
  std::puts(poll(&answer, 1, 0) == 1 ? "answered" : "not yet");
}
