#include "async_service.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <chrono>
#include <exception>
#include <map>
#include <stdexcept>
#include <string>

#include "async.h"

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

constexpr auto kTimeToLive = 1s;
constexpr auto kFetchLimit = 500ms;
constexpr std::size_t kFetchesInFlight = 5;

// A fetch, first on its way, then ended: what the cache holds for each id.
struct Entry {
  explicit Entry(asio::any_io_executor executor) : ended(std::move(executor)) {}

  bool usable() const { return !ended.is_set() || Clock::now() < expires_at; }

  async::Event ended;
  Resource resource;
  std::exception_ptr failure;
  Clock::time_point expires_at;
};

// Holds a slot that was acquired before, until the end of the scope.
class Slot {
 public:
  explicit Slot(async::Semaphore& slots) : slots_(slots) {}
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;
  ~Slot() { slots_.release(); }

 private:
  async::Semaphore& slots_;
};

}  // namespace

struct AsyncService::Impl {
  explicit Impl(asio::any_io_executor executor)
      : slots(std::move(executor), kFetchesInFlight) {}

  // Fetches when there is a slot free; the limit does not run before that.
  asio::awaitable<Resource> limited_fetch(int id) {
    co_await slots.acquire();
    Slot slot(slots);
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer deadline(executor, kFetchLimit);
    auto [order, failure, resource, timer_error] =
        co_await asio::experimental::make_parallel_group(
            asio::co_spawn(executor, fetch(id), asio::deferred),
            deadline.async_wait(asio::deferred))
            .async_wait(asio::experimental::wait_for_one(),
                        asio::use_awaitable);
    if (order[0] == 1) {
      ++metrics.timeouts;
      throw std::runtime_error("Resource " + std::to_string(id) + " timed out");
    }
    if (failure) std::rethrow_exception(failure);
    co_return resource;
  }

  async::Semaphore slots;
  std::map<int, std::shared_ptr<Entry>> cache;
  Metrics metrics;
};

AsyncService::AsyncService(asio::any_io_executor executor)
    : impl_(std::make_unique<Impl>(std::move(executor))) {}

AsyncService::~AsyncService() = default;

Metrics AsyncService::metrics() const { return impl_->metrics; }

asio::awaitable<Resource> AsyncService::get(int resource_id) {
  ++impl_->metrics.total;
  // A copy: the cache may get another entry while this one is waited for.
  std::shared_ptr<Entry> entry = impl_->cache[resource_id];
  if (entry && entry->usable()) {
    ++impl_->metrics.hits;
    co_await entry->ended.wait();
  } else {
    ++impl_->metrics.misses;
    entry = std::make_shared<Entry>(co_await asio::this_coro::executor);
    impl_->cache[resource_id] = entry;
    try {
      entry->resource = co_await impl_->limited_fetch(resource_id);
      entry->expires_at = Clock::now() + kTimeToLive;
    } catch (...) {
      entry->failure = std::current_exception();
      impl_->cache.erase(resource_id);
    }
    entry->ended.set();
  }
  if (entry->failure) std::rethrow_exception(entry->failure);
  co_return entry->resource;
}
