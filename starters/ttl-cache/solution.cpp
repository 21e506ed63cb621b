#include <string>
#include <utility>

#include "async.h"
#include "ttl_cache.h"

struct AsyncTTLCache::State {
  std::chrono::milliseconds ttl;
};

AsyncTTLCache::AsyncTTLCache(std::chrono::milliseconds ttl)
    : state_(new State{ttl}) {}

AsyncTTLCache::~AsyncTTLCache() = default;

boost::asio::awaitable<std::string> AsyncTTLCache::get_or_fetch(std::string key,
                                                                Fetch fetch) {
  // TODO: keep values for the TTL. This fetches for every caller.
  co_return co_await fetch(std::move(key));
}
