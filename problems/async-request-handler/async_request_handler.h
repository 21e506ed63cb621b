// Problem "Async request handler": what is given, and what you write.
#ifndef PROBLEMS_ASYNC_REQUEST_HANDLER_ASYNC_REQUEST_HANDLER_H_
#define PROBLEMS_ASYNC_REQUEST_HANDLER_ASYNC_REQUEST_HANDLER_H_

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <variant>

struct User {
  int id = 0;
  std::string name;
};

struct Error {
  std::string error;
};

// What a handler answers: the user it was asked for, or an error.
using Reply = std::variant<User, Error>;

// Given: asks the database for a user's name; nothing if it has no such user.
// Takes 50 ms, all of it waiting.
boost::asio::awaitable<std::optional<std::string>> find_name(int user_id);

// Yours: answers with the user, or with the error "not found".
boost::asio::awaitable<Reply> get_user(int user_id);

#endif  // PROBLEMS_ASYNC_REQUEST_HANDLER_ASYNC_REQUEST_HANDLER_H_
