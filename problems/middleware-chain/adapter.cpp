// Adapter of "Middleware chain".
#include "adapter.h"

#include <exception>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "failures.h"
#include "middleware_chain.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

namespace {

std::vector<Handler> chains;          // the driver knows them by their place
std::vector<Middleware> middlewares;  // of the last chain
adapter::Objects<Handler> nexts;

// Makes a handler callable by the driver, by its number, for a scope.
class Callable {
 public:
  explicit Callable(Handler handler) : number_(nexts.Add(std::move(handler))) {}
  Callable(const Callable&) = delete;
  Callable& operator=(const Callable&) = delete;
  ~Callable() { nexts.Take(number_); }

  int number() const { return number_; }

 private:
  const int number_;
};

Json ToJson(const Request& request) {
  Json json = {{"method", request.method}, {"path", request.path}};
  json["token"] = request.token ? Json(*request.token) : Json();
  return json;
}

Request ToRequest(const Json& json) {
  Request request;
  request.method = json.at("method");
  request.path = json.at("path");
  if (!json.at("token").is_null()) request.token = json.at("token");
  return request;
}

Json ToJson(const Response& response) {
  Json json = Json::object();
  for (const auto& [name, value] : response) {
    json[name] = std::visit([](const auto& v) { return Json(v); }, value);
  }
  return json;
}

Response ToResponse(const Json& json) {
  Response response;
  for (const auto& [name, value] : json.items()) {
    if (value.is_boolean()) {
      response[name] = value.get<bool>();
    } else if (value.is_number()) {
      response[name] = value.get<int>();
    } else {
      response[name] = value.get<std::string>();
    }
  }
  return response;
}

Response ResponseOrError(const Json& answer) {
  const std::string kind = answer.at(0);
  if (kind != "response") adapter::Fail(kind, answer.at(1));
  return ToResponse(answer.at(1));
}

asio::awaitable<Response> Handle(Request request) {
  const Json answer = co_await adapter::Call("handler", Array(ToJson(request)));
  co_return ResponseOrError(answer);
}

asio::awaitable<Response> Pass(std::size_t middleware, Request request,
                               Handler next) {
  const Callable callable(std::move(next));
  const Json answer = co_await adapter::Call(
      "middleware", Array(middleware, ToJson(request), callable.number()));
  co_return ResponseOrError(answer);
}

asio::awaitable<Json> Answer(Handler handler, Json request) {
  try {
    const Response response = co_await handler(ToRequest(request));
    co_return Array("response", ToJson(response));
  } catch (...) {
    co_return adapter::Describe(std::current_exception());
  }
}

asio::awaitable<Json> Next(Json params) {
  co_return co_await Answer(nexts.Get(params.at(0)), params.at(1));
}

asio::awaitable<Json> Send(Json params) {
  const auto chain = params.at(0).get<std::size_t>();
  co_return co_await Answer(chains.at(chain), params.at(1));
}

// Makes a chain of so many middlewares from the driver's number `first` on, or
// of the list of the chain before, if there is no number.
asio::awaitable<Json> ApplyMiddleware(Json params) {
  const auto first = params.at(0).get<std::size_t>();
  if (!params.at(1).is_null()) {
    middlewares.clear();
    const auto end = first + params.at(1).get<std::size_t>();
    for (std::size_t i = first; i < end; ++i) {
      middlewares.push_back([i](Request request, Handler next) {
        return Pass(i, std::move(request), std::move(next));
      });
    }
  }
  chains.push_back(apply_middleware(Handle, middlewares));
  co_return Json();
}

}  // namespace

int main() {
  adapter::Provide("apply_middleware", ApplyMiddleware);
  adapter::Provide("request", Send);
  adapter::Provide("next", Next);
  adapter::Serve();
}
