#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <utility>

#include "request_timeout.h"

namespace asio = boost::asio;

namespace {

asio::awaitable<Response> handle_in_time(std::chrono::milliseconds limit,
                                         Handler handler, Request request) {
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer deadline(executor, limit);
  auto [order, failure, response, timer_error] =
      co_await asio::experimental::make_parallel_group(
          asio::co_spawn(executor, handler.handle(std::move(request)),
                         asio::deferred),
          deadline.async_wait(asio::deferred))
          .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  const bool timed_out = order[0] == 1;  // the timer was the first to end
  if (timed_out) co_return Error{"timeout", handler.name};
  if (failure) std::rethrow_exception(failure);
  co_return std::move(response);
}

}  // namespace

Handler with_timeout(std::chrono::milliseconds limit, Handler handler) {
  const auto handle = [limit, handler](Request request) {
    return handle_in_time(limit, handler, std::move(request));
  };
  return {handler.name, handle};
}
