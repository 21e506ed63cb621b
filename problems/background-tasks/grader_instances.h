// What submissions make of templates, compiled once for all of them.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <utility>

#include "background_tasks.h"

// Nothing of it is called. A class with private members, for compilers would
// suggest the names of a namespace.
class Instances_ {
  static boost::asio::awaitable<Order> Start(
      boost::asio::awaitable<void> operation, std::vector<std::string> items) {
    boost::asio::co_spawn(co_await boost::asio::this_coro::executor,
                          std::move(operation), boost::asio::detached);
    co_return Order{0, std::move(items), ""};
  }

  static boost::asio::awaitable<void> Create() {
    Order order = co_await Start({}, {});
    order.items.push_back(order.status);
  }
};
