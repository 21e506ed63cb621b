#include <poll.h>
#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  int ends[2];
  EXPECT_THAT_IT(pipe(ends) == 0);
  pollfd waited = {ends[0], POLLIN, 77};
  Begin();
  EXPECT_THAT_IT(poll(&waited, 1, 100) == 0 && waited.revents == 0);
  End();
}
