#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  int ends[2];
  EXPECT_THAT_IT(pipe(ends) == 0);
  if (fork() == 0) {
    setsid();
    if (fork() != 0) _exit(0);
    Begin();  // to make a process is to compute
    usleep(100000);
    EXPECT_THAT_IT(write(ends[1], "x", 1) == 1);
    usleep(100000000);
    _exit(0);
  }
  char byte;
  EXPECT_THAT_IT(read(ends[0], &byte, 1) == 1);
  End();
}
