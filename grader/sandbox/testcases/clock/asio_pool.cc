#include <atomic>
#include <boost/asio.hpp>
#include <chrono>
#include <vector>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  boost::asio::thread_pool pool(4);
  std::vector<boost::asio::steady_timer> timers;
  for (int i = 0; i < 10; ++i) {
    timers.emplace_back(pool, std::chrono::milliseconds(100));
  }
  std::atomic<int> open = 10;
  Begin();
  for (auto& timer : timers) {
    timer.async_wait([&open](auto) {
      if (--open == 0) End();
    });
  }
  pool.join();
}
