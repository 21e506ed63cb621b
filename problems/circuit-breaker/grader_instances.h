// What submissions make of templates, compiled once for all of them.
#include "circuit_breaker.h"

// Nothing of it is called. A class with private members, for compilers would
// suggest the names of a namespace.
class Instances_ {
  static boost::asio::awaitable<std::string> Call(Operation operation) {
    std::string answer = co_await operation();
    co_return answer;
  }

  static boost::asio::awaitable<std::string> CallAgain(Operation operation) {
    co_return co_await Call(operation);
  }
};
