// Problem "Asynchronous service": what is given, and what you write.
#ifndef PROBLEMS_ASYNC_SERVICE_ASYNC_SERVICE_H_
#define PROBLEMS_ASYNC_SERVICE_ASYNC_SERVICE_H_

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

struct Resource {
  int id = 0;
  int version = 0;  // how often this resource has been fetched
};

// How many calls of get() there were, and what became of them.
struct Metrics {
  int total = 0;     // calls of get()
  int hits = 0;      // of these, answered from the cache or by joining a fetch
  int misses = 0;    // of these, started a fetch
  int timeouts = 0;  // fetches given up after 500 ms
};

// Given: fetches a resource. Usually takes 100 ms; some resources are slow.
// Throws std::runtime_error "Resource N not found" if there is none.
boost::asio::awaitable<Resource> fetch(int resource_id);

// Yours: define Impl, which holds the service's data, and the four members.
class AsyncService {
 public:
  explicit AsyncService(boost::asio::any_io_executor executor);
  ~AsyncService();

  // Gives the resource from the cache, from a fetch that is on its way, or
  // from a new fetch. Throws what the fetch throws, and std::runtime_error
  // "Resource N timed out" if the fetch takes longer than 500 ms.
  boost::asio::awaitable<Resource> get(int resource_id);

  Metrics metrics() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

#endif  // PROBLEMS_ASYNC_SERVICE_ASYNC_SERVICE_H_
