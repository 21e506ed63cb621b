#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  int ends[2];
  EXPECT_THAT_IT(pipe(ends) == 0);
  pollfd waited = {ends[0], POLLIN, 77};
  const timespec time = Milliseconds(100);
  sigset_t none;
  sigemptyset(&none);
  Begin();
  EXPECT_THAT_IT(ppoll(&waited, 1, &time, &none) == 0 && waited.revents == 0);
  End();
}
