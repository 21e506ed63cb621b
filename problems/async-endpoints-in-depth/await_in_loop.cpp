#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cmath>
#include <iostream>
#include <utility>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
using std::chrono::steady_clock;

asio::awaitable<int> price(int number) {
  co_await async::sleep_for(std::chrono::seconds(1));
  co_return 10 * number;
}

asio::awaitable<std::vector<int>> one_by_one() {
  std::vector<int> prices;
  for (int i = 0; i < 5; ++i) prices.push_back(co_await price(i));
  co_return prices;
}

asio::awaitable<std::vector<int>> together() {
  std::vector<asio::awaitable<int>> prices;
  for (int i = 0; i < 5; ++i) prices.push_back(price(i));
  co_return co_await async::gather(std::move(prices));
}

asio::awaitable<void> measure(asio::awaitable<std::vector<int>> prices) {
  const auto start = steady_clock::now();
  for (const int price : co_await std::move(prices)) std::cout << price << ' ';
  const std::chrono::duration<double> seconds = steady_clock::now() - start;
  std::cout << "after " << std::round(seconds.count()) << " s\n";
}

asio::awaitable<void> run() {
  co_await measure(one_by_one());
  co_await measure(together());
}

int main() {
  asio::io_context context;
  asio::co_spawn(context, run(), asio::detached);
  context.run();
}
