// Adapter of "Async request handler".
#include "adapter.h"

#include "async_request_handler.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

asio::awaitable<std::optional<std::string>> find_name(int user_id) {
  const Json name = co_await adapter::Call("find_name", Array(user_id));
  if (name.is_null()) co_return std::nullopt;
  co_return name.get<std::string>();
}

namespace {

asio::awaitable<Json> GetUser(Json params) {
  const Reply reply = co_await get_user(params.at(0));
  Json answer;
  if (const auto* user = std::get_if<User>(&reply)) {
    answer["id"] = user->id;
    answer["name"] = user->name;
  } else {
    answer["error"] = std::get<Error>(reply).error;
  }
  co_return answer;
}

}  // namespace

int main() {
  adapter::Provide("get_user", GetUser);
  adapter::Serve();
}
