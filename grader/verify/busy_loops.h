// Load on the machine, for showing that no verdict depends on it.
#ifndef GRADER_VERIFY_BUSY_LOOPS_H_
#define GRADER_VERIFY_BUSY_LOOPS_H_

#include <atomic>
#include <thread>
#include <vector>

namespace grader {

// Threads that do nothing but compute, for as long as it lives.
class BusyLoops {
 public:
  explicit BusyLoops(int count) {
    for (int i = 0; i < count; ++i) {
      threads_.emplace_back([this] {
        while (!stop_.load(std::memory_order_relaxed)) {
        }
      });
    }
  }
  ~BusyLoops() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
  }
  BusyLoops(const BusyLoops&) = delete;
  BusyLoops& operator=(const BusyLoops&) = delete;

 private:
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace grader

#endif  // GRADER_VERIFY_BUSY_LOOPS_H_
