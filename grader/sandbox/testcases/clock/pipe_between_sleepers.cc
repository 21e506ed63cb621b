#include <sys/wait.h>
#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  int there[2];
  int back[2];
  EXPECT_THAT_IT(pipe(there) == 0 && pipe(back) == 0);
  char byte = 'x';
  const pid_t child = fork();
  if (child == 0) {
    EXPECT_THAT_IT(write(back[1], &byte, 1) == 1);
    for (int i = 0; i < 5; ++i) {
      EXPECT_THAT_IT(read(there[0], &byte, 1) == 1);
      usleep(10000);
      EXPECT_THAT_IT(write(back[1], &byte, 1) == 1);
    }
    _exit(0);
  }
  // To make a process is to compute.
  EXPECT_THAT_IT(read(back[0], &byte, 1) == 1);
  Begin();
  for (int i = 0; i < 5; ++i) {
    usleep(10000);
    EXPECT_THAT_IT(write(there[1], &byte, 1) == 1);
    EXPECT_THAT_IT(read(back[0], &byte, 1) == 1);
  }
  End();
  waitpid(child, nullptr, 0);
}
