#include "async.h"
#include "connection_pool.h"

struct PoolState {
  int max_connections;
  int active = 0;
};

Lease::~Lease() {
  if (pool_) --pool_->active;
}

int Lease::active() const { return pool_->active; }

AsyncConnectionPool::AsyncConnectionPool(boost::asio::any_io_executor,
                                         int max_connections)
    : state_(std::make_shared<PoolState>(PoolState{max_connections})) {}

boost::asio::awaitable<Lease> AsyncConnectionPool::acquire() {
  // TODO: wait while all connections are on loan. This lends without limit.
  ++state_->active;
  co_return Lease(state_);
}

int AsyncConnectionPool::active() const { return state_->active; }
