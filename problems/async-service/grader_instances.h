// What submissions make of templates, compiled once for all of them: a
// coroutine that gives a Resource races a timer.
#ifndef PROBLEMS_ASYNC_SERVICE_INSTANCES_H_
#define PROBLEMS_ASYNC_SERVICE_INSTANCES_H_

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/version.hpp>
#include <exception>
#include <tuple>
#include <utility>
#include <variant>

#include "async_service.h"

// A class with private members, for compilers would suggest the names of a
// namespace; an instance may name them.
class Instances_ {
  using Spawned = decltype(boost::asio::co_spawn(
      std::declval<const boost::asio::any_io_executor&>(),
      std::declval<boost::asio::awaitable<Resource>>(), boost::asio::deferred));
  using Waiting =
      decltype(std::declval<boost::asio::steady_timer&>().async_wait(
          boost::asio::deferred));
  using Race = std::tuple<Spawned, Waiting>;
  using Ended = boost::asio::detail::awaitable_handler<
      boost::asio::any_io_executor, std::array<std::size_t, 2>,
      std::exception_ptr, Resource, boost::system::error_code>;
};

// The library's own name, in the release that has been looked at.
#if BOOST_VERSION / 100 == 1081
extern template void boost::asio::experimental::detail::parallel_group_launch(
    boost::asio::experimental::wait_for_one, Instances_::Ended,
    Instances_::Race&, std::index_sequence<0, 1>);
#endif

extern template boost::asio::awaitable<std::variant<Resource, std::monostate>>
    boost::asio::experimental::awaitable_operators::operator||(
        boost::asio::awaitable<Resource>, boost::asio::awaitable<void>);

#endif  // PROBLEMS_ASYNC_SERVICE_INSTANCES_H_
