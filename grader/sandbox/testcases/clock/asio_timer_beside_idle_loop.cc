// One process sleeps for an hour, beside another whose event loop only idles.
#include <unistd.h>

#include <boost/asio.hpp>
#include <chrono>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  Begin();
  const bool is_child = fork() == 0;
  boost::asio::io_context context;
  const auto work = boost::asio::make_work_guard(context);
  boost::asio::steady_timer timer(
      context, is_child ? std::chrono::milliseconds(50)
                        : std::chrono::milliseconds(std::chrono::hours(1)));
  timer.async_wait([&](auto) {
    if (!is_child) End();
  });
  context.run();
}
