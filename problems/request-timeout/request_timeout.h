// Problem "Request timeout": what is given, and what you write.
#ifndef PROBLEMS_REQUEST_TIMEOUT_REQUEST_TIMEOUT_H_
#define PROBLEMS_REQUEST_TIMEOUT_REQUEST_TIMEOUT_H_

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <string>
#include <variant>

struct Request {
  int id = 0;
  std::string query;
};

struct Result {
  std::string status;
  std::string data;
};

struct Error {
  std::string error;
  std::string handler;  // the handler's name
};

using Response = std::variant<Result, Error>;

// Given, by whoever uses your function: something that answers requests. It may
// take its time, and it may throw.
struct Handler {
  std::string name;
  std::function<boost::asio::awaitable<Response>(Request)> handle;
};

// Yours: a handler of the same name that answers like `handler` if that is done
// within `limit`. Otherwise it cancels what `handler` is doing and answers
// with the error "timeout". It is called often, also while earlier calls are
// under way, and each call has the whole limit.
Handler with_timeout(std::chrono::milliseconds limit, Handler handler);

#endif  // PROBLEMS_REQUEST_TIMEOUT_REQUEST_TIMEOUT_H_
