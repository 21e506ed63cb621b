#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  Begin();
  std::thread waker([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    const std::lock_guard lock(mutex);
    ready = true;
    changed.notify_one();
  });
  std::unique_lock lock(mutex);
  EXPECT_THAT_IT(
      changed.wait_for(lock, std::chrono::seconds(5), [&] { return ready; }));
  End();
  lock.unlock();
  waker.join();
}
