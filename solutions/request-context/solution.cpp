#include <cstdio>
#include <random>
#include <string>
#include <utility>

#include "context.h"
#include "request_context.h"

namespace {

context::Variable<std::string> request_id("no-request");

std::string new_request_id() {
  static std::mt19937 generator(std::random_device{}());
  char text[sizeof "req-01234567"];
  std::snprintf(text, sizeof text, "req-%08x",
                static_cast<unsigned>(generator()));
  return text;
}

boost::asio::awaitable<std::string> handle_and_log(Handler handler,
                                                   int user_id) {
  log("Handling request");
  std::string response = co_await handler(user_id);
  log("Request complete");
  co_return response;
}

}  // namespace

std::string current_request_id() { return request_id.get(); }

boost::asio::awaitable<std::string> middleware(Handler handler, int user_id) {
  co_return co_await request_id.run(
      new_request_id(), handle_and_log(std::move(handler), user_id));
}
