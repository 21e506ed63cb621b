#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cmath>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "async.h"

namespace asio = boost::asio;
using std::chrono::steady_clock;

const steady_clock::time_point start = steady_clock::now();

void log(const std::string& what) {
  const std::chrono::duration<double> seconds = steady_clock::now() - start;
  std::cout << std::round(seconds.count()) << " s  " << what << '\n';
}

asio::awaitable<void> load_user() {
  try {
    co_await async::sleep_for(std::chrono::seconds(2));
    log("user: done");
  } catch (const boost::system::system_error&) {
    log("user: cancelled");
    throw;
  }
}

asio::awaitable<void> load_orders() {
  co_await async::sleep_for(std::chrono::seconds(1));
  throw std::runtime_error("no such orders");
}

asio::awaitable<void> dashboard() {
  using asio::experimental::awaitable_operators::operator&&;
  try {
    co_await (load_user() && load_orders());
  } catch (const std::exception&) {
    log("&& throws");
  }
}

int main() {
  asio::io_context context;
  asio::co_spawn(context, dashboard(), asio::detached);
  context.run();
}
