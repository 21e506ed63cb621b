#include <semaphore.h>
#include <cerrno>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  sem_t semaphore;
  sem_init(&semaphore, 0, 0);
  Begin();
  const timespec until = In(CLOCK_REALTIME, 100);
  EXPECT_THAT_IT(sem_timedwait(&semaphore, &until) == -1 && errno == ETIMEDOUT);
  End();
}
