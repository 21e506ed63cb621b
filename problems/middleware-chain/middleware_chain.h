// Problem "Middleware chain": what is given, and what you write.
#ifndef PROBLEMS_MIDDLEWARE_CHAIN_MIDDLEWARE_CHAIN_H_
#define PROBLEMS_MIDDLEWARE_CHAIN_MIDDLEWARE_CHAIN_H_

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

struct Request {
  std::string method;
  std::string path;
  std::optional<std::string> token;
};

// The members of a JSON object, such as {"status": 200, "name": "Alice"}.
using Response = std::map<std::string, std::variant<bool, int, std::string>>;

// Given: answers a request.
using Handler = std::function<boost::asio::awaitable<Response>(Request)>;

// Given: stands before a handler. Gets the request and `next`, which is
// everything further in, and may do something before and after it calls `next`,
// call it more than once, or answer without calling it.
using Middleware =
    std::function<boost::asio::awaitable<Response>(Request, Handler next)>;

// Yours: gives the handler that sends each request through all the middlewares,
// the first of which is the outermost, to `handler`.
Handler apply_middleware(Handler handler, std::vector<Middleware> middlewares);

#endif  // PROBLEMS_MIDDLEWARE_CHAIN_MIDDLEWARE_CHAIN_H_
