#include <time.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  timespec time;
  Begin();
  for (int i = 0; i < 100000; ++i) clock_gettime(CLOCK_MONOTONIC, &time);
  End();
}
