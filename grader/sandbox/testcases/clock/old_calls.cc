#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <cerrno>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  // clone3 and io_uring are not there; nor is a call by its 32-bit number.
  EXPECT_THAT_IT(syscall(SYS_clone3, nullptr, 0) == -1 && errno == ENOSYS);
  EXPECT_THAT_IT(syscall(SYS_io_uring_setup, 1, nullptr) == -1 &&
                 errno == ENOSYS);
  EXPECT_THAT_IT(syscall(0x40000000 + SYS_getpid) == -1 && errno == ENOSYS);
  // The kernel's own way to go on with a wait, where there is none.
  EXPECT_THAT_IT(syscall(SYS_restart_syscall) == -1 && errno == EINTR);
  // Kernels without that entry let the processor refuse it.
  signal(SIGSEGV, [](int) { _exit(0); });
  long result = 20;  // getpid
  asm volatile("int $0x80" : "+a"(result)::"memory");
  EXPECT_THAT_IT(result == -ENOSYS);
}
