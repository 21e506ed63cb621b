// Adapter of "Middleware chain".
#include "adapter.h"

#include <utility>
#include <variant>

#include "middleware_chain.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

namespace {

Handler chain;
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

asio::awaitable<Response> Handle(Request request) {
  const Json response =
      co_await adapter::Call("handler", Array(ToJson(request)));
  co_return ToResponse(response);
}

asio::awaitable<Response> Pass(std::size_t middleware, Request request,
                               Handler next) {
  const Callable callable(std::move(next));
  const Json response = co_await adapter::Call(
      "middleware", Array(middleware, ToJson(request), callable.number()));
  co_return ToResponse(response);
}

asio::awaitable<Json> Next(Json params) {
  const Handler next = nexts.Get(params.at(0));
  const Response response = co_await next(ToRequest(params.at(1)));
  co_return ToJson(response);
}

asio::awaitable<Json> ApplyMiddleware(Json params) {
  const auto count = params.at(0).get<std::size_t>();
  std::vector<Middleware> middlewares;
  for (std::size_t i = 0; i < count; ++i) {
    middlewares.push_back([i](Request request, Handler next) {
      return Pass(i, std::move(request), std::move(next));
    });
  }
  chain = apply_middleware(Handle, std::move(middlewares));
  co_return Json();
}

asio::awaitable<Json> Send(Json params) {
  const Response response = co_await chain(ToRequest(params.at(0)));
  co_return ToJson(response);
}

}  // namespace

int main() {
  adapter::Provide("apply_middleware", ApplyMiddleware);
  adapter::Provide("request", Send);
  adapter::Provide("next", Next);
  adapter::Serve();
}
