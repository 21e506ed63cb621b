#include "grader/sandbox/testcases/clock/ring.h"

int main() {
  Begin();
  for (int i = 0; i < kMembers * kRounds; ++i) {
    std::thread([] { ComputeFor(kTurn); }).join();
  }
  End();
}
