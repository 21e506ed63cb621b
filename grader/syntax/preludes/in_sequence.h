#include "async.h"
// Takes the place of async::gather: one operation after another.
template <typename T>
boost::asio::awaitable<
    std::conditional_t<std::is_void_v<T>, void, std::vector<T>>>
mutation_in_sequence(std::vector<boost::asio::awaitable<T>> operations) {
  if constexpr (std::is_void_v<T>) {
    for (auto& operation : operations) co_await std::move(operation);
  } else {
    std::vector<T> results;
    for (auto& operation : operations) {
      results.push_back(co_await std::move(operation));
    }
    co_return results;
  }
}
