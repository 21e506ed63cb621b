#include <fcntl.h>
#include <sys/mman.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  // Memory that a pipe holds on to cannot be sealed; the kernel waits for some
  // tenths of a second, in state D, before it says so.
  int ends[2];
  const int file = memfd_create("sealed", MFD_ALLOW_SEALING);
  EXPECT_THAT_IT(file >= 0 && pipe(ends) == 0 && write(file, "text", 4) == 4);
  loff_t begin = 0;
  EXPECT_THAT_IT(splice(file, &begin, ends[1], nullptr, 4, 0) == 4);
  Begin();
  EXPECT_THAT_IT(fcntl(file, F_ADD_SEALS, F_SEAL_WRITE) != 0);
  End();
}
