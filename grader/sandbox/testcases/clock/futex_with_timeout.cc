#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  int word = 0;
  const timespec time = Milliseconds(100);
  Begin();
  EXPECT_THAT_IT(syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, &time) == -1);
  End();
}
