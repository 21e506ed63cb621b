#include <vector>

#include "{{name}}.h"

boost::asio::awaitable<std::vector<int>> squares(int n) {
  // TODO: ask for all of them at the same time. This does one after another.
  std::vector<int> results;
  for (int number = 0; number < n; ++number) {
    results.push_back(co_await square(number));
  }
  co_return results;
}
