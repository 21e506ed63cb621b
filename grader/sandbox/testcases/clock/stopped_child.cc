#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  const pid_t child = fork();
  if (child == 0) {
    raise(SIGSTOP);
    _exit(0);
  }
  int status = 0;
  EXPECT_THAT_IT(waitpid(child, &status, WUNTRACED) == child &&
                 WIFSTOPPED(status));
  Begin();
  usleep(100000);
  kill(child, SIGCONT);
  EXPECT_THAT_IT(waitpid(child, &status, 0) == child && WIFEXITED(status));
  End();
}
