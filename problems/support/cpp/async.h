// Small asynchronous tools for drivers and submissions, on top of Boost.Asio.
// They mirror what Python's asyncio has under the same names. Use Asio itself
// wherever you like: everything here is a few lines over it.
#ifndef PROBLEMS_SUPPORT_CPP_ASYNC_H_
#define PROBLEMS_SUPPORT_CPP_ASYNC_H_

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <exception>
#include <type_traits>
#include <utility>
#include <vector>

namespace async {
// Internal linkage: each program part has its own copy, so that a submission
// which defines these names itself changes nothing for the driver.
namespace {

template <typename T>
using awaitable = boost::asio::awaitable<T>;

// Waits without blocking the thread: other coroutines run meanwhile.
[[maybe_unused]] inline awaitable<void> sleep_for(
    std::chrono::nanoseconds duration) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor,
                                  duration);
  co_await timer.async_wait(boost::asio::use_awaitable);
}

// Starts all `operations` at once, waits until every one has ended, and gives
// their results in the order of `operations`, whichever ended first. If some
// threw, rethrows what the first of them (in that order) threw. Cancelling the
// gather cancels the operations.
template <typename T>
awaitable<std::conditional_t<std::is_void_v<T>, void, std::vector<T>>> gather(
    std::vector<awaitable<T>> operations) {
  const auto executor = co_await boost::asio::this_coro::executor;
  if (operations.empty()) {
    if constexpr (std::is_void_v<T>) {
      co_return;
    } else {
      co_return std::vector<T>{};
    }
  }
  using Started = decltype(boost::asio::co_spawn(
      executor, std::declval<awaitable<T>>(), boost::asio::deferred));
  std::vector<Started> started;
  started.reserve(operations.size());
  for (auto& operation : operations) {
    started.push_back(boost::asio::co_spawn(executor, std::move(operation),
                                            boost::asio::deferred));
  }
  auto ended = co_await boost::asio::experimental::make_parallel_group(
                   std::move(started))
                   .async_wait(boost::asio::experimental::wait_for_all(),
                               boost::asio::use_awaitable);
  for (const std::exception_ptr& failure : std::get<1>(ended)) {
    if (failure) std::rethrow_exception(failure);
  }
  if constexpr (!std::is_void_v<T>) co_return std::move(std::get<2>(ended));
}

// Lets at most `permits` holders in at once. Waiters are served first come,
// first served.
class Semaphore {
 public:
  Semaphore(boost::asio::any_io_executor executor, std::size_t permits)
      : tokens_(std::move(executor), permits) {
    for (std::size_t i = 0; i < permits; ++i) release();
  }
  Semaphore(Semaphore&&) = delete;  // waiters know its place

  awaitable<void> acquire() {
    co_await tokens_.async_receive(boost::asio::use_awaitable);
  }
  void release() { tokens_.try_send(boost::system::error_code{}); }

 private:
  boost::asio::experimental::channel<void(boost::system::error_code)> tokens_;
};

// Starts unset; once set() it stays set and everybody who waits goes on.
class Event {
 public:
  explicit Event(boost::asio::any_io_executor executor)
      : closed_(std::move(executor)) {}
  Event(Event&&) = delete;  // waiters know its place

  awaitable<void> wait() {
    auto [error] = co_await closed_.async_receive(
        boost::asio::as_tuple(boost::asio::use_awaitable));
    if (error != boost::asio::experimental::error::channel_closed) {
      throw boost::system::system_error(error);  // the waiter was cancelled
    }
  }
  void set() { closed_.close(); }
  bool is_set() const { return !closed_.is_open(); }

 private:
  boost::asio::experimental::channel<void(boost::system::error_code)> closed_;
};

}  // namespace
}  // namespace async

#endif  // PROBLEMS_SUPPORT_CPP_ASYNC_H_
