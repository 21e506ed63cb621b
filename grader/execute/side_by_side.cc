#include "grader/execute/side_by_side.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace grader {

void SideBySide(std::size_t count,
                const std::function<void(std::size_t worker)>& work) {
  std::mutex mutex;
  std::exception_ptr thrown;
  const auto guarded = [&](std::size_t worker) {
    try {
      work(worker);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!thrown) thrown = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t worker = 1; worker < count; ++worker) {
      others.emplace_back(guarded, worker);
    }
    if (count > 0) guarded(0);
  }
  if (thrown) std::rethrow_exception(thrown);
}

unsigned HardwareThreads() {
  return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace grader
