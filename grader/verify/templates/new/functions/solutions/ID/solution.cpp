#include <vector>

#include "async.h"
#include "{{name}}.h"

boost::asio::awaitable<std::vector<int>> squares(int n) {
  // gather starts every call at once and keeps their order.
  std::vector<boost::asio::awaitable<int>> calls;
  for (int number = 0; number < n; ++number) calls.push_back(square(number));
  co_return co_await async::gather(std::move(calls));
}
