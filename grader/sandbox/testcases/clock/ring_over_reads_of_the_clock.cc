#include <sys/eventfd.h>
#include <sys/syscall.h>

#include "grader/sandbox/testcases/clock/ring.h"

int events[kMembers];

// Sleeps for the supervisor's answers hide no other sleep.
void AskForTheTime() {
  timespec time;
  for (int i = 0; i < 3; ++i) {
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &time);
  }
}

int main() {
  for (int& event : events) EXPECT_THAT_IT((event = eventfd(0, 0)) >= 0);
  RunThreads(
      [](int i) {
        AskForTheTime();
        eventfd_t token;
        EXPECT_THAT_IT(eventfd_read(events[i], &token) == 0);
        AskForTheTime();
      },
      [](int i) {
        AskForTheTime();
        EXPECT_THAT_IT(eventfd_write(events[i], 1) == 0);
      });
}
