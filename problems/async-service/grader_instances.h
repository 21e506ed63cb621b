// What submissions make of templates, compiled once for all of them: an
// operation races a timer.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "async_service.h"

// Nothing of it is called. A class with private members, for compilers would
// suggest the names of a namespace.
class Instances_ {
  using Operation = boost::asio::awaitable<Resource>;
  using Timer = boost::asio::steady_timer;

  static boost::asio::awaitable<void> Grouped(Operation operation,
                                              Timer timer) {
    namespace experimental = boost::asio::experimental;
    auto [order, failure, result, error] =
        co_await experimental::make_parallel_group(
            boost::asio::co_spawn(timer.get_executor(), std::move(operation),
                                  boost::asio::deferred),
            timer.async_wait(boost::asio::deferred))
            .async_wait(experimental::wait_for_one(),
                        boost::asio::use_awaitable);
  }

  static boost::asio::awaitable<void> EitherOf(Operation operation,
                                               Timer timer) {
    using namespace boost::asio::experimental::awaitable_operators;
    co_await (std::move(operation) ||
              timer.async_wait(boost::asio::use_awaitable));
  }
};
