// Driver of "Concurrent request processing".
//
//   args: N [DELAY_MS …]
//
// Handles N requests serially, then with the learner's function. Request i
// takes the i-th delay, 100 ms where none is given.
#include "driver.h"

#include <cstddef>
#include <string>
#include <vector>

#include "async.h"
#include "concurrent_requests.h"
#include "json.h"

namespace asio = boost::asio;
using driver::Span;

namespace {

std::vector<int> delays_ms;

asio::awaitable<void> Scenario(driver::Args args) {
  const int n = args.Integer(0);
  delays_ms = args.Integers(1);

  Span serial("serial");
  const std::vector<Response> expected = co_await process_requests_serial(n);
  serial.End();

  Span concurrent("concurrent");
  const std::vector<Response> results = co_await process_requests_concurrent(n);
  concurrent.End();

  for (const Response& response : results) {
    driver::Print(
        json::Object({{"request_id", json::Value(response.request_id)},
                      {"status", json::Value(response.status)}}));
  }
  driver::Print("results equal: " + json::Value(results == expected));
}

}  // namespace

asio::awaitable<Response> handle_request(int request_id) {
  Span span("handle_request", request_id);
  const auto index = static_cast<std::size_t>(request_id);
  const int delay = index < delays_ms.size() ? delays_ms[index] : 100;
  co_await async::sleep_for(std::chrono::milliseconds(delay));
  co_return Response{request_id, "ok"};
}

asio::awaitable<std::vector<Response>> process_requests_serial(int n) {
  std::vector<Response> responses;
  for (int id = 0; id < n; ++id) {
    responses.push_back(co_await handle_request(id));
  }
  co_return responses;
}

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
