#include <boost/asio.hpp>
#include <chrono>
#include <thread>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  boost::asio::io_context context;
  boost::asio::steady_timer timer(context, std::chrono::milliseconds(50));
  Begin();
  timer.async_wait([](auto) {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    End();
  });
  context.run();
}
