#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <string>
#include <utility>
#include <vector>

#include "background_tasks.h"

boost::asio::awaitable<Order> create_order(int user_id,
                                           std::vector<std::string> items) {
  const auto executor = co_await boost::asio::this_coro::executor;
  boost::asio::co_spawn(executor, send_notification(user_id, "Order created"),
                        boost::asio::detached);
  co_return Order{user_id, std::move(items), "created"};
}
