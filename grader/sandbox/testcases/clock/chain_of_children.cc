#include "grader/sandbox/testcases/clock/ring.h"

int main() {
  Begin();
  for (int i = 0; i < kMembers * kRounds; ++i) {
    if (fork() == 0) {
      ComputeFor(kTurn);
      _exit(0);
    }
    wait(nullptr);
  }
  End();
}
