// Problem "Connection pool": what you write.
#ifndef PROBLEMS_CONNECTION_POOL_CONNECTION_POOL_H_
#define PROBLEMS_CONNECTION_POOL_CONNECTION_POOL_H_

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <utility>

// Yours: what a pool remembers. Define it as you need it.
struct PoolState;

// A connection on loan. Whoever holds the lease may use the connection.
class Lease {
 public:
  explicit Lease(std::shared_ptr<PoolState> pool) : pool_(std::move(pool)) {}
  // A lease that was moved from holds no connection; its pool_ is null.
  Lease(Lease&&) = default;
  Lease& operator=(Lease&&) = delete;

  // Yours: gives the connection back, so that the next in line gets it.
  ~Lease();

  // Yours: how many connections of the pool are on loan now, this one included.
  int active() const;

 private:
  std::shared_ptr<PoolState> pool_;
};

class AsyncConnectionPool {
 public:
  // Yours: a pool of `max_connections` connections, none of them on loan.
  AsyncConnectionPool(boost::asio::any_io_executor executor,
                      int max_connections);

  // Yours: lends a connection. While all are on loan the caller waits; those
  // who wait are served first come, first served.
  boost::asio::awaitable<Lease> acquire();

  // Yours: how many connections are on loan now.
  int active() const;

 private:
  std::shared_ptr<PoolState> state_;
};

#endif  // PROBLEMS_CONNECTION_POOL_CONNECTION_POOL_H_
