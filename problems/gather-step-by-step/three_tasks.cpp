#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cmath>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
using std::chrono::steady_clock;

asio::awaitable<std::string> load_user() {
  std::cout << "load_user starts\n";
  co_await async::sleep_for(std::chrono::seconds(1));
  co_return "Ada";
}

asio::awaitable<std::string> load_orders() {
  std::cout << "load_orders starts\n";
  co_await async::sleep_for(std::chrono::seconds(1));
  co_return "2 orders";
}

asio::awaitable<std::string> load_news() {
  std::cout << "load_news starts\n";
  co_await async::sleep_for(std::chrono::seconds(1));
  co_return "no news";
}

asio::awaitable<void> dashboard() {
  const auto start = steady_clock::now();
  std::vector<asio::awaitable<std::string>> tasks;
  tasks.push_back(load_user());
  tasks.push_back(load_orders());
  tasks.push_back(load_news());
  std::cout << "three coroutines made\n";
  const std::vector<std::string> results =
      co_await async::gather(std::move(tasks));
  for (const std::string& result : results) std::cout << result << '\n';
  const std::chrono::duration<double> seconds = steady_clock::now() - start;
  std::cout << std::round(seconds.count()) << " s\n";
}

int main() {
  asio::io_context context;
  asio::co_spawn(context, dashboard(), asio::detached);
  context.run();
}
