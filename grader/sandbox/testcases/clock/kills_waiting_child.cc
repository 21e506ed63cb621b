#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  const pid_t child = fork();
  if (child == 0) {
    usleep(50000000);
    _exit(0);
  }
  Begin();
  usleep(100000);
  kill(child, SIGKILL);
  int status = 0;
  EXPECT_THAT_IT(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
  End();
}
