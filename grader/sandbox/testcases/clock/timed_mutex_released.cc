#include <chrono>
#include <mutex>
#include <thread>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  std::timed_mutex mutex;
  mutex.lock();
  Begin();
  std::thread other([&mutex] {
    EXPECT_THAT_IT(mutex.try_lock_for(std::chrono::seconds(5)));
    End();
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  mutex.unlock();
  other.join();
}
