#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cmath>
#include <iostream>
#include <string>

#include "async.h"

namespace asio = boost::asio;
using std::chrono::steady_clock;

asio::awaitable<std::string> task_one() {
  co_await async::sleep_for(std::chrono::seconds(1));
  co_return "one";
}

asio::awaitable<std::string> task_two() {
  co_await async::sleep_for(std::chrono::seconds(2));
  co_return "two";
}

asio::awaitable<void> run() {
  // Both coroutines are started, and both have ended when this goes on.
  using asio::experimental::awaitable_operators::operator&&;
  const auto start = steady_clock::now();
  const auto [one, two] = co_await (task_one() && task_two());
  const std::chrono::duration<double> seconds = steady_clock::now() - start;
  std::cout << one << '\n' << two << '\n';
  std::cout << std::round(seconds.count()) << " s\n";
}

int main() {
  asio::io_context context;
  asio::co_spawn(context, run(), asio::detached);
  context.run();
}
