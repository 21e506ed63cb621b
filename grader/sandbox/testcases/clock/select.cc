#include <sys/select.h>
#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  int ends[2];
  EXPECT_THAT_IT(pipe(ends) == 0);
  fd_set set;
  FD_ZERO(&set);
  FD_SET(ends[0], &set);
  timeval time = {0, 100000};
  Begin();
  EXPECT_THAT_IT(select(ends[0] + 1, &set, nullptr, nullptr, &time) == 0);
  End();
  EXPECT_THAT_IT(!FD_ISSET(ends[0], &set) && time.tv_usec == 0);
}
