// Adapter of "TTL cache".
#include "adapter.h"

#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <utility>

#include "failures.h"
#include "ttl_cache.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

namespace {

adapter::Objects<std::unique_ptr<AsyncTTLCache>> caches;

// What a call of get_or_fetch is given: knows by its number which call that is.
asio::awaitable<std::string> FetchFromDriver(std::string key, int call) {
  const Json answer = co_await adapter::Call("fetch", Array(key, call));
  const std::string kind = answer.at(0);
  if (kind != "value") adapter::Fail(kind, answer.at(1));
  co_return answer.at(1).get<std::string>();
}

asio::awaitable<Json> NewCache(Json params) {
  const std::chrono::milliseconds ttl(params.at(0).get<int>());
  co_return caches.Add(std::make_unique<AsyncTTLCache>(ttl));
}

asio::awaitable<Json> GetOrFetch(Json params) {
  AsyncTTLCache& cache = *caches.Get(params.at(0));
  const int call = params.at(2).get<int>();
  const Fetch fetch = [call](std::string key) {
    return FetchFromDriver(std::move(key), call);
  };
  try {
    const std::string value = co_await cache.get_or_fetch(params.at(1), fetch);
    co_return Array("value", value);
  } catch (...) {
    co_return adapter::Describe(std::current_exception());
  }
}

}  // namespace

int main() {
  adapter::Provide("new_cache", NewCache);
  adapter::Provide("get_or_fetch", GetOrFetch);
  adapter::Serve();
}
