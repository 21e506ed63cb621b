#include <optional>
#include <string>

#include "async_request_handler.h"

boost::asio::awaitable<Reply> get_user(int user_id) {
  const std::optional<std::string> name = co_await find_name(user_id);
  if (!name) co_return Error{"not found"};
  co_return User{user_id, *name};
}
