#include "async_request_handler.h"

boost::asio::awaitable<Reply> get_user([[maybe_unused]] int user_id) {
  // TODO: look the user up. This finds nobody.
  co_return Error{"not found"};
}
