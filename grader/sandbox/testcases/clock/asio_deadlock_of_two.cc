// Two processes wait for ever, each in an event loop of its own; both loops
// wake up now and then, one shortly after the other.
#include <unistd.h>

#include <boost/asio.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <chrono>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  Begin();
  const bool is_child = fork() == 0;
  boost::asio::io_context context;
  boost::asio::experimental::channel<void(boost::system::error_code, int)>
      nobody_sends(context, 0);
  const auto work = boost::asio::make_work_guard(context);
  boost::asio::steady_timer timer(
      context, std::chrono::milliseconds(is_child ? 70 : 50));
  timer.async_wait([](auto) {});
  nobody_sends.async_receive([](auto, int) { End(); });
  context.run();
}
