#include <chrono>
#include <mutex>
#include <thread>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  std::timed_mutex mutex;
  mutex.lock();
  std::thread other([&mutex] {
    Begin();
    EXPECT_THAT_IT(!mutex.try_lock_for(std::chrono::milliseconds(100)));
    End();
  });
  other.join();
}
