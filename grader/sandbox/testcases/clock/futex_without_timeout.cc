#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <atomic>
#include <chrono>
#include <thread>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  std::atomic<int> word = 0;
  Begin();
  std::thread waker([&word] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    word = 1;
    syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1);
  });
  while (word == 0) syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, nullptr);
  End();
  waker.join();
}
