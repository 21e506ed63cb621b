// What programs make of the library's templates whatever their problem is,
// compiled once for all of them.
#include "async.h"

// Nothing of it is called. A class with private members, for compilers would
// suggest the names of a namespace.
class LibraryInstances_ {
  template <typename T>
  static async::awaitable<void> Gather(async::awaitable<T> operation) {
    std::vector<async::awaitable<T>> operations;
    operations.reserve(1);
    operations.push_back(std::move(operation));
    co_await async::gather(std::move(operations));
  }

  static async::awaitable<void> GatherAll() {
    co_await Gather<void>({});
    co_await Gather<int>({});
    co_await Gather<std::string>({});
  }
};
