// Adapter of "TTL cache".
#include "adapter.h"

#include <chrono>
#include <memory>
#include <string>

#include "ttl_cache.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

namespace {

adapter::Objects<std::unique_ptr<AsyncTTLCache>> caches;

asio::awaitable<std::string> FetchFromDriver(std::string key) {
  const Json value = co_await adapter::Call("fetch", Array(key));
  co_return value.get<std::string>();
}

asio::awaitable<Json> NewCache(Json params) {
  const std::chrono::milliseconds ttl(params.at(0).get<int>());
  co_return caches.Add(std::make_unique<AsyncTTLCache>(ttl));
}

asio::awaitable<Json> GetOrFetch(Json params) {
  AsyncTTLCache& cache = *caches.Get(params.at(0));
  const std::string value =
      co_await cache.get_or_fetch(params.at(1), FetchFromDriver);
  co_return value;
}

}  // namespace

int main() {
  adapter::Provide("new_cache", NewCache);
  adapter::Provide("get_or_fetch", GetOrFetch);
  adapter::Serve();
}
