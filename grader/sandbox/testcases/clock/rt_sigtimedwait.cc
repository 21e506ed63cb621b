#include <signal.h>
#include <cerrno>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  const timespec time = Milliseconds(100);
  Begin();
  EXPECT_THAT_IT(sigtimedwait(&set, nullptr, &time) == -1 && errno == EAGAIN);
  End();
}
