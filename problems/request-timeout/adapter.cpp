// Adapter of "Request timeout".
#include "adapter.h"

#include <chrono>
#include <exception>
#include <string>
#include <utility>
#include <variant>

#include "failures.h"
#include "request_timeout.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

namespace {

adapter::Objects<Handler> handlers;  // those that the learner has wrapped

// What the learner's function is given to wrap.
asio::awaitable<Response> CallDriver(std::string handler, Request request) {
  const Json answer = co_await adapter::Call(
      "handle", Array(handler, request.id, request.query));
  const std::string kind = answer.at(0);
  const Json& result = answer.at(1);
  if (kind != "result") adapter::Fail(kind, result);
  if (result.is_null()) co_return Result{};
  co_return Result{result.at("status"), result.at("data")};
}

Json ToJson(const Response& response) {
  if (const auto* result = std::get_if<Result>(&response)) {
    if (result->status.empty() && result->data.empty()) return {};
    return {{"status", result->status}, {"data", result->data}};
  }
  const auto& error = std::get<Error>(response);
  return {{"error", error.error}, {"handler", error.handler}};
}

asio::awaitable<Json> WithTimeout(Json params) {
  const std::string name = params.at(1);
  const auto handle = [name](Request request) {
    return CallDriver(name, std::move(request));
  };
  Handler handler{name, handle};
  for (const Json& limit : params.at(0)) {  // the first one innermost
    handler = with_timeout(std::chrono::milliseconds(limit.get<int>()),
                           std::move(handler));
  }
  co_return handlers.Add(std::move(handler));
}

// One caller, who makes the requests one after another.
asio::awaitable<Json> Handle(Json params) {
  Json outcomes = Json::array();
  for (const Json& made : params.at(0)) {
    const Handler& handler = handlers.Get(made.at(0));
    const Request request{made.at(1), made.at(2)};
    try {
      const Response response = co_await handler.handle(request);
      outcomes.push_back(Array("result", ToJson(response)));
    } catch (...) {
      outcomes.push_back(adapter::Describe(std::current_exception()));
    }
  }
  co_return outcomes;
}

}  // namespace

int main() {
  adapter::Provide("with_timeout", WithTimeout);
  adapter::Provide("handle", Handle);
  adapter::Serve();
}
