#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  const char line[] = "all work and no play\n";
  while (write(1, line, sizeof line - 1) > 0) {
  }
}
