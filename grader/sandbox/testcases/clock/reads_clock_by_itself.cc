// Reads the clock without asking anybody each time.
#include <sys/auxv.h>
#include <sys/resource.h>
#include <time.h>

#include "grader/sandbox/testcases/clock/span.h"

namespace {

long Sleeps() {
  rusage usage;
  getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_nvcsw;
}

}  // namespace

int main() {
  if (getauxval(AT_SYSINFO_EHDR) == 0) return 77;
  const long before = Sleeps();
  timespec time;
  for (int i = 0; i < 1000; ++i) clock_gettime(CLOCK_MONOTONIC, &time);
  EXPECT_THAT_IT(Sleeps() - before < 100);
}
