#include "async_service.h"

struct AsyncService::Impl {
  Metrics metrics;
};

AsyncService::AsyncService(boost::asio::any_io_executor /*executor*/)
    : impl_(std::make_unique<Impl>()) {}

AsyncService::~AsyncService() = default;

Metrics AsyncService::metrics() const { return impl_->metrics; }

boost::asio::awaitable<Resource> AsyncService::get(int resource_id) {
  // TODO: cache, joined fetches, five slots, time limit, all the metrics.
  // This fetches anew for every call.
  ++impl_->metrics.total;
  ++impl_->metrics.misses;
  co_return co_await fetch(resource_id);
}
