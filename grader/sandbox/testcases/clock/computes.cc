// A fixed amount of work that neither waits nor asks for the time.
#include "grader/sandbox/testcases/clock/span.h"

int main() {
  Begin();
  for (volatile int i = 0; i < 500000000;) {
    i = i + 1;
  }
  End();
}
