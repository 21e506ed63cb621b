#include <unistd.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  for (;;) Mark("note");
}
