#include <atomic>
#include <chrono>
#include <thread>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  std::atomic<int> value = 0;
  Begin();
  std::thread waker([&value] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    value = 1;
    value.notify_all();
  });
  value.wait(0);
  End();
  waker.join();
}
