#include <cstddef>

#include "async.h"
#include "connection_pool.h"

struct PoolState {
  async::Semaphore free_connections;
  int active = 0;
};

Lease::~Lease() {
  if (!pool_) return;
  --pool_->active;
  pool_->free_connections.release();
}

int Lease::active() const { return pool_->active; }

AsyncConnectionPool::AsyncConnectionPool(boost::asio::any_io_executor executor,
                                         int max_connections)
    : state_(new PoolState{
          {std::move(executor), static_cast<std::size_t>(max_connections)}}) {}

boost::asio::awaitable<Lease> AsyncConnectionPool::acquire() {
  co_await state_->free_connections.acquire();
  ++state_->active;
  co_return Lease(state_);
}

int AsyncConnectionPool::active() const { return state_->active; }
