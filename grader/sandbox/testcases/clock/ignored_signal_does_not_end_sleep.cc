#include <sys/wait.h>
#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  const pid_t child = fork();
  if (child == 0) {
    usleep(30000);
    _exit(0);
  }
  const timespec time = Milliseconds(100);
  Begin();
  EXPECT_THAT_IT(nanosleep(&time, nullptr) == 0);
  End();
  waitpid(child, nullptr, 0);
}
