#include <vector>

#include "async.h"
#include "concurrent_requests.h"

boost::asio::awaitable<std::vector<Response>> process_requests_concurrent(
    int n) {
  // TODO: handle the requests together. This does one after another.
  std::vector<Response> responses;
  for (int id = 0; id < n; ++id) {
    responses.push_back(co_await handle_request(id));
  }
  co_return responses;
}
