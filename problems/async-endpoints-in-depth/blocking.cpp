#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cmath>
#include <iostream>
#include <thread>
#include <utility>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
using std::chrono::steady_clock;

asio::awaitable<void> polite() {
  co_await async::sleep_for(std::chrono::seconds(1));
}

asio::awaitable<void> rude() {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  co_return;
}

asio::awaitable<void> three_of(asio::awaitable<void> (*task)(),
                               const char* name) {
  const auto start = steady_clock::now();
  std::vector<asio::awaitable<void>> tasks;
  for (int i = 0; i < 3; ++i) tasks.push_back(task());
  co_await async::gather(std::move(tasks));
  const std::chrono::duration<double> seconds = steady_clock::now() - start;
  std::cout << name << ": " << std::round(seconds.count()) << " s\n";
}

asio::awaitable<void> run() {
  co_await three_of(polite, "three polite ones");
  co_await three_of(rude, "three rude ones");
}

int main() {
  asio::io_context context;
  asio::co_spawn(context, run(), asio::detached);
  context.run();
}
