#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  sigevent event = {};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGUSR1;
  event.sigev_value.sival_int = 42;
  timer_t timer;
  EXPECT_THAT_IT(timer_create(CLOCK_MONOTONIC, &event, &timer) == 0);
  const itimerspec setting = {{}, Milliseconds(100)};
  Begin();
  timer_settime(timer, 0, &setting, nullptr);
  siginfo_t info;
  EXPECT_THAT_IT(sigwaitinfo(&set, &info) == SIGUSR1);
  End();
  EXPECT_THAT_IT(info.si_code == SI_TIMER && info.si_value.sival_int == 42);
  EXPECT_THAT_IT(timer_delete(timer) == 0);
}
