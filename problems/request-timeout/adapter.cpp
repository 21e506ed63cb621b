// Adapter of "Request timeout".
#include "adapter.h"

#include <chrono>
#include <string>
#include <utility>
#include <variant>

#include "request_timeout.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

namespace {

adapter::Objects<Handler> handlers;  // those that the learner has wrapped

// What the learner's function is given to wrap.
asio::awaitable<Response> CallDriver(std::string handler, Request request) {
  const Json result = co_await adapter::Call(
      "handle", Array(handler, request.id, request.query));
  co_return Result{result.at("status"), result.at("data")};
}

Json ToJson(const Response& response) {
  if (const auto* result = std::get_if<Result>(&response)) {
    return {{"status", result->status}, {"data", result->data}};
  }
  const auto& error = std::get<Error>(response);
  return {{"error", error.error}, {"handler", error.handler}};
}

asio::awaitable<Json> WithTimeout(Json params) {
  const std::chrono::milliseconds limit(params.at(0).get<int>());
  const std::string name = params.at(1);
  const auto handle = [name](Request request) {
    return CallDriver(name, std::move(request));
  };
  co_return handlers.Add(with_timeout(limit, Handler{name, handle}));
}

asio::awaitable<Json> Handle(Json params) {
  const Handler& handler = handlers.Get(params.at(0));
  const Request request{params.at(1), params.at(2)};
  const Response response = co_await handler.handle(request);
  co_return ToJson(response);
}

}  // namespace

int main() {
  adapter::Provide("with_timeout", WithTimeout);
  adapter::Provide("handle", Handle);
  adapter::Serve();
}
