#include <chrono>
#include <semaphore>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  std::counting_semaphore<4> semaphore(0);
  Begin();
  EXPECT_THAT_IT(!semaphore.try_acquire_for(std::chrono::milliseconds(100)));
  End();
}
