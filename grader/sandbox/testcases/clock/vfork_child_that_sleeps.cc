#include <sys/wait.h>
#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  Begin();
  const pid_t child = vfork();
  if (child == 0) {
    usleep(100000);
    _exit(0);
  }
  End();
  EXPECT_THAT_IT(waitpid(child, nullptr, 0) == child);
}
