#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <iostream>
#include <utility>
#include <vector>

#include "async.h"

namespace asio = boost::asio;

int sold = 0;

asio::awaitable<int> load() {
  co_await async::sleep_for(std::chrono::seconds(1));
  co_return sold;
}

asio::awaitable<void> store(int number) {
  co_await async::sleep_for(std::chrono::seconds(1));
  sold = number;
}

asio::awaitable<void> sell() {
  const int before = co_await load();
  co_await store(before + 1);
}

asio::awaitable<void> sell_alone(async::Semaphore& selling) {
  co_await selling.acquire();
  co_await sell();
  selling.release();
}

asio::awaitable<void> run() {
  async::Semaphore selling(co_await asio::this_coro::executor, 1);
  std::vector<asio::awaitable<void>> unguarded;
  for (int i = 0; i < 10; ++i) unguarded.push_back(sell());
  co_await async::gather(std::move(unguarded));
  std::cout << "sold ten times, counted: " << sold << '\n';

  sold = 0;
  std::vector<asio::awaitable<void>> guarded;
  for (int i = 0; i < 10; ++i) guarded.push_back(sell_alone(selling));
  co_await async::gather(std::move(guarded));
  std::cout << "with a semaphore: " << sold << '\n';
}

int main() {
  asio::io_context context;
  asio::co_spawn(context, run(), asio::detached);
  context.run();
}
