#include "turns.h"

#include <linux/futex.h>
#include <sys/syscall.h>

#include "real.h"

namespace schedules {

void AwaitTurn(Thread& thread) {
  while (__atomic_load_n(&thread.turn, __ATOMIC_ACQUIRE) == 0) {
    __real_syscall(SYS_futex, &thread.turn, FUTEX_WAIT_PRIVATE, 0, nullptr,
                   nullptr, 0);
  }
  __atomic_store_n(&thread.turn, 0, __ATOMIC_RELAXED);
}

void GiveTurn(Thread& thread) {
  __atomic_store_n(&thread.turn, 1, __ATOMIC_RELEASE);
  __real_syscall(SYS_futex, &thread.turn, FUTEX_WAKE_PRIVATE, 1, nullptr,
                 nullptr, 0);
}

}  // namespace schedules
