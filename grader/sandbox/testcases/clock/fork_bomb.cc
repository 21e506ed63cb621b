// Doubles itself; bounded, so that a sandbox with a hole does not take the
// machine along.
#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  for (int generation = 0; generation < 10; ++generation) fork();
  for (;;) pause();
}
