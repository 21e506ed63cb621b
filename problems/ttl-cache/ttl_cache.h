// Problem "TTL cache": what you write.
#ifndef PROBLEMS_TTL_CACHE_TTL_CACHE_H_
#define PROBLEMS_TTL_CACHE_TTL_CACHE_H_

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

// Finds the value of a key where values come from: slow, and it may fail.
using Fetch =
    std::function<boost::asio::awaitable<std::string>(std::string key)>;

class AsyncTTLCache {
 public:
  // Yours: an empty cache that keeps each value for `ttl`.
  explicit AsyncTTLCache(std::chrono::milliseconds ttl);
  AsyncTTLCache(const AsyncTTLCache&) = delete;
  AsyncTTLCache& operator=(const AsyncTTLCache&) = delete;
  ~AsyncTTLCache();

  // Yours: gives the value of `key`: from the cache while it is younger than
  // the TTL, else from `fetch(key)`. However many ask for a key at a time, it
  // is fetched once; if that fails, its error is thrown to all of them, and
  // not kept.
  boost::asio::awaitable<std::string> get_or_fetch(std::string key,
                                                   Fetch fetch);

 private:
  // Yours: what the cache remembers. Define it as you need it.
  struct State;
  std::unique_ptr<State> state_;
};

#endif  // PROBLEMS_TTL_CACHE_TTL_CACHE_H_
