#include <linux/futex.h>
#include <sys/syscall.h>

#include <atomic>

#include "grader/sandbox/testcases/clock/ring.h"

std::atomic<int> turns[kMembers];

int main() {
  RunThreads(
      [](int i) {
        while (turns[i] == 0) {
          syscall(SYS_futex, &turns[i], FUTEX_WAIT_PRIVATE, 0, nullptr);
        }
        turns[i] = 0;
      },
      [](int i) {
        turns[i] = 1;
        syscall(SYS_futex, &turns[i], FUTEX_WAKE_PRIVATE, 1);
      });
}
