#include <chrono>
#include <mutex>
#include <thread>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  std::mutex first;
  std::mutex second;
  const auto lock_both = [](std::mutex& a, std::mutex& b) {
    const std::lock_guard hold_a(a);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    const std::lock_guard hold_b(b);
  };
  std::thread other(lock_both, std::ref(second), std::ref(first));
  lock_both(first, second);
  other.join();
}
