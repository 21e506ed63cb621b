#include <pthread.h>
#include <signal.h>

#include <atomic>

#include "grader/sandbox/testcases/clock/ring.h"

std::atomic<pthread_t> members[kMembers];

int main() {
  sigset_t token;
  sigemptyset(&token);
  sigaddset(&token, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &token, nullptr);
  RunThreads(
      [token](int i) {
        members[i] = pthread_self();
        int signal;
        EXPECT_THAT_IT(sigwait(&token, &signal) == 0);
      },
      [](int i) {
        while (members[i] == 0) {
        }
        pthread_kill(members[i], SIGUSR1);
      });
}
