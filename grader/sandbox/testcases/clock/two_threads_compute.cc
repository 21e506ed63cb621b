#include <time.h>
#include <thread>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  // 50 ms of processor time each, side by side.
  const auto compute = [] {
    timespec time;
    do {
      for (volatile int i = 0; i < 10000;) {
        i = i + 1;
      }
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    } while (time.tv_nsec < 50000000);
  };
  Begin();
  std::thread other(compute);
  compute();
  other.join();
  End();
}
