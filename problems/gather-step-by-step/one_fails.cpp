#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cmath>
#include <iostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
using std::chrono::steady_clock;

const steady_clock::time_point start = steady_clock::now();

void log(const std::string& what) {
  const std::chrono::duration<double> seconds = steady_clock::now() - start;
  std::cout << std::round(seconds.count()) << " s  " << what << '\n';
}

asio::awaitable<void> load_user() {
  co_await async::sleep_for(std::chrono::seconds(2));
  log("user: done");
}

asio::awaitable<void> load_orders() {
  co_await async::sleep_for(std::chrono::seconds(1));
  throw std::runtime_error("no such orders");
}

asio::awaitable<void> load_news() {
  co_await async::sleep_for(std::chrono::seconds(3));
  log("news: done");
}

asio::awaitable<void> dashboard() {
  std::vector<asio::awaitable<void>> tasks;
  tasks.push_back(load_user());
  tasks.push_back(load_orders());
  tasks.push_back(load_news());
  try {
    co_await async::gather(std::move(tasks));
  } catch (const std::runtime_error& error) {
    log(std::string("gather throws: ") + error.what());
  }
}

int main() {
  asio::io_context context;
  asio::co_spawn(context, dashboard(), asio::detached);
  context.run();
}
