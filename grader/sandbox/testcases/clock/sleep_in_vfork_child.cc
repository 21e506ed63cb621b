#include <sys/wait.h>
#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  Begin();
  const pid_t child = vfork();
  if (child == 0) {
    execl("/bin/sleep", "sleep", "0.1", nullptr);
    _exit(1);
  }
  int status = 0;
  EXPECT_THAT_IT(waitpid(child, &status, 0) == child && status == 0);
  End();
}
