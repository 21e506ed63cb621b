#include <string>

#include "context.h"
#include "request_context.h"

namespace {

context::Variable<std::string> request_id("no-request");

}  // namespace

std::string current_request_id() { return request_id.get(); }

boost::asio::awaitable<std::string> middleware(Handler handler, int user_id) {
  // TODO: give the request an id. Here every line is logged as [no-request].
  log("Handling request");
  std::string response = co_await handler(user_id);
  log("Request complete");
  co_return response;
}
