// For programs whose members compute in turn: one has the token and computes,
// the others wait for it. However they wait and hand it over, what they do
// takes as long as if one of them did it all.
#ifndef GRADER_SANDBOX_TESTCASES_CLOCK_RING_H_
#define GRADER_SANDBOX_TESTCASES_CLOCK_RING_H_

#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <thread>
#include <vector>

#include "grader/sandbox/testcases/clock/span.h"

constexpr int kMembers = 16;
constexpr int kRounds = 64;
constexpr long kTurn = 100'000;  // ns of processor time; 102.4 ms in all

inline void ComputeFor(long nanoseconds) {
  const auto used = [] {
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
  };
  const long end = used() + nanoseconds;
  while (used() < end) {
  }
}

// What one member does; wait(i) waits for its turn, wake(i) hands over to i.
template <typename Wait, typename Wake>
void TakeTurns(int member, Wait wait, Wake wake) {
  for (int round = 0; round < kRounds; ++round) {
    wait(member);
    ComputeFor(kTurn);
    const bool last = round == kRounds - 1 && member == kMembers - 1;
    if (!last) wake((member + 1) % kMembers);
  }
}

// wake(0) begins.
template <typename Wait, typename Wake>
void RunThreads(Wait wait, Wake wake) {
  Begin();
  std::vector<std::thread> threads;
  for (int i = 0; i < kMembers; ++i) {
    threads.emplace_back([=] { TakeTurns(i, wait, wake); });
  }
  wake(0);
  for (std::thread& thread : threads) thread.join();
  End();
}

template <typename Wait, typename Wake>
void RunProcesses(Wait wait, Wake wake) {
  Begin();
  for (int i = 0; i < kMembers; ++i) {
    if (fork() != 0) continue;
    TakeTurns(i, wait, wake);
    _exit(0);
  }
  wake(0);
  while (::wait(nullptr) > 0) {
  }
  End();
}

#endif  // GRADER_SANDBOX_TESTCASES_CLOCK_RING_H_
