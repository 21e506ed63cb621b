#include <exception>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "async.h"
#include "ttl_cache.h"

using Clock = std::chrono::steady_clock;

namespace {

// Is in the cache from the start of its fetch on.
struct Entry {
  async::Event fetched;  // or failed
  std::string value = {};
  std::exception_ptr failure = nullptr;
  Clock::time_point expires = Clock::time_point::max();  // set when fetched
};

}  // namespace

struct AsyncTTLCache::State {
  std::chrono::milliseconds ttl;
  std::map<std::string, std::shared_ptr<Entry>> entries = {};
};

AsyncTTLCache::AsyncTTLCache(std::chrono::milliseconds ttl)
    : state_(new State{ttl}) {}

AsyncTTLCache::~AsyncTTLCache() = default;

boost::asio::awaitable<std::string> AsyncTTLCache::get_or_fetch(std::string key,
                                                                Fetch fetch) {
  const auto found = state_->entries.find(key);
  if (found != state_->entries.end() && Clock::now() < found->second->expires) {
    const std::shared_ptr<Entry> entry = found->second;
    co_await entry->fetched.wait();
    if (entry->failure) std::rethrow_exception(entry->failure);
    co_return entry->value;
  }
  const auto executor = co_await boost::asio::this_coro::executor;
  const std::shared_ptr<Entry> entry(new Entry{async::Event(executor)});
  state_->entries[key] = entry;
  try {
    entry->value = co_await fetch(key);
    entry->expires = Clock::now() + state_->ttl;
  } catch (...) {
    entry->failure = std::current_exception();
    state_->entries.erase(key);
  }
  entry->fetched.set();
  if (entry->failure) std::rethrow_exception(entry->failure);
  co_return entry->value;
}
