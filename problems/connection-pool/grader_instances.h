// What submissions make of templates, compiled once for all of them.
#include "connection_pool.h"

// Nothing of it is called. A class with private members, for compilers would
// suggest the names of a namespace.
class Instances_ {
  static boost::asio::awaitable<Lease> Lend(std::shared_ptr<PoolState> state) {
    co_return Lease(std::move(state));
  }

  static boost::asio::awaitable<void> Borrow() {
    Lease lease = co_await Lend(nullptr);
  }
};
