#include <semaphore.h>
#include <signal.h>
#include <time.h>

#include "grader/sandbox/testcases/clock/span.h"

namespace {
sem_t fired;
}  // namespace

int main() {
  EXPECT_THAT_IT(sem_init(&fired, 0, 0) == 0);
  sigevent event = {};
  event.sigev_notify = SIGEV_THREAD;
  event.sigev_notify_function = [](sigval) { sem_post(&fired); };
  timer_t timer;
  EXPECT_THAT_IT(timer_create(CLOCK_MONOTONIC, &event, &timer) == 0);
  const itimerspec setting = {{}, Milliseconds(100)};
  Begin();
  timer_settime(timer, 0, &setting, nullptr);
  EXPECT_THAT_IT(sem_wait(&fired) == 0);
  End();
}
