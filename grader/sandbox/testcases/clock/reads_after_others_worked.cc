// What another process does while one sleeps shows on the clock, though nobody
// told the grader of that sleep. Only a program that has never made another
// task reads the clock by itself, so the reader is a program of its own.
#include <sys/wait.h>

#include "grader/sandbox/testcases/clock/both_readings.h"

namespace {

constexpr int kReady[2] = {20, 21};
constexpr int kDone[2] = {22, 23};
constexpr long long kWork = 30'000'000;

int Reader() {
  ExpectOneClock(CLOCK_MONOTONIC);
  const long long before = Read(CLOCK_MONOTONIC);
  EXPECT_THAT_IT(write(kReady[1], "x", 1) == 1);
  SleepUnseen(kDone);
  const long long passed = Read(CLOCK_MONOTONIC) - before;
  EXPECT_THAT_IT(passed >= kWork * 2 / 3 && passed < 10 * kWork);
  ExpectOneClock(CLOCK_MONOTONIC);
  return 0;
}

void MakePipe(const int (&wanted)[2]) {
  int made[2];
  EXPECT_THAT_IT(pipe(made) == 0);
  for (int end = 0; end < 2; ++end) {
    EXPECT_THAT_IT(dup2(made[end], wanted[end]) == wanted[end]);
  }
}

}  // namespace

int main(int argc, char**) {
  if (argc > 1) return Reader();
  MakePipe(kReady);
  MakePipe(kDone);
  const pid_t reader = fork();
  if (reader == 0) {
    execl("/proc/self/exe", "reader", "reader", nullptr);
    _exit(99);
  }
  SleepUnseen(kReady);
  const long long start = Read(CLOCK_THREAD_CPUTIME_ID);
  while (Read(CLOCK_THREAD_CPUTIME_ID) - start < kWork) {
  }
  EXPECT_THAT_IT(write(kDone[1], "x", 1) == 1);
  int status = 0;
  EXPECT_THAT_IT(waitpid(reader, &status, 0) == reader);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 97;
}
