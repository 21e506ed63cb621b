#include <unistd.h>
#include <cstdio>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  usleep(100000);
  std::puts("out");
  std::fputs("err\n", stderr);
  return 7;
}
