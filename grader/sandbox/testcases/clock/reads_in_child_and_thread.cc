// A child and a thread have used less of a processor than the task that read
// the clock before, and come to have slept as often as that had.
#include <sys/wait.h>

#include <thread>

#include "grader/sandbox/testcases/clock/both_readings.h"

namespace {

void Compute() {
  while (Read(CLOCK_THREAD_CPUTIME_ID) < 20'000'000) {
  }
}

// To have the reading from the grader is to sleep once.
void ReadManyTimes() {
  for (int i = 0; i < 5; ++i) ExpectOneClock(CLOCK_MONOTONIC);
}

}  // namespace

int main() {
  Compute();
  ExpectOneClock(CLOCK_MONOTONIC);
  const pid_t child = fork();
  if (child == 0) {
    ReadManyTimes();
    _exit(0);
  }
  int status = 0;
  EXPECT_THAT_IT(waitpid(child, &status, 0) == child && status == 0);
  std::thread(ReadManyTimes).join();
  ReadManyTimes();
}
