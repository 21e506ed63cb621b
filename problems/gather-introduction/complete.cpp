#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cmath>
#include <iostream>
#include <string>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
using std::chrono::steady_clock;

struct Account {
  std::string customer;
  std::vector<int> orders;
};

const steady_clock::time_point start = steady_clock::now();

void log(const std::string& what) {
  const std::chrono::duration<double> seconds = steady_clock::now() - start;
  std::cout << std::round(seconds.count()) << " s  " << what << '\n';
}

asio::awaitable<std::string> load_customer() {
  log("customer: started");
  co_await async::sleep_for(std::chrono::seconds(1));
  log("customer: done");
  co_return "Ada";
}

asio::awaitable<std::vector<int>> load_orders() {
  log("orders: started");
  co_await async::sleep_for(std::chrono::seconds(2));
  log("orders: done");
  co_return std::vector<int>{17, 23};
}

asio::awaitable<Account> account() {
  using asio::experimental::awaitable_operators::operator&&;
  auto [customer, orders] = co_await (load_customer() && load_orders());
  co_return Account{customer, orders};
}

asio::awaitable<void> answer() {
  const Account response = co_await account();
  log("response: " + response.customer + " with " +
      std::to_string(response.orders.size()) + " orders");
}

int main() {
  asio::io_context context;
  asio::co_spawn(context, answer(), asio::detached);
  context.run();
}
