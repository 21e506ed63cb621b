// What submissions make of templates, compiled once for all of them.
#include "context.h"
#include "request_context.h"

// Nothing of it is called. A class with private members, for compilers would
// suggest the names of a namespace.
class Instances_ {
  static boost::asio::awaitable<std::string> Run(
      context::Variable<std::string>& variable,
      boost::asio::awaitable<std::string> operation) {
    variable.set(variable.get());
    co_return co_await variable.run("", context::run(std::move(operation)));
  }
};
