#include <sys/eventfd.h>

#include "grader/sandbox/testcases/clock/ring.h"

int events[kMembers];

int main() {
  for (int& event : events) EXPECT_THAT_IT((event = eventfd(0, 0)) >= 0);
  RunThreads(
      [](int i) {
        eventfd_t token;
        EXPECT_THAT_IT(eventfd_read(events[i], &token) == 0);
      },
      [](int i) { EXPECT_THAT_IT(eventfd_write(events[i], 1) == 0); });
}
