// A driver that says when it goes to sleep, and answers as many microseconds
// later as the argument says, by a timer.
#include <sys/timerfd.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

int main(int, char** argv) {
  const long wait = std::atol(argv[1]);
  // The first time, both have much to do that is not done again.
  for (int round = 0; round < 4; ++round) {
    char said = 0;
    if (write(4, "b", 1) != 1 || (round < 3 && read(4, &said, 1) != 1)) {
      return 1;
    }
  }
  const int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  itimerspec setting = {};
  setting.it_value = {wait / 1'000'000, wait % 1'000'000 * 1'000};
  timerfd_settime(timer, 0, &setting, nullptr);
  std::uint64_t times = 0;
  if (read(timer, &times, sizeof times) != sizeof times) return 1;
  return write(4, "a", 1) == 1 ? 0 : 1;
}
