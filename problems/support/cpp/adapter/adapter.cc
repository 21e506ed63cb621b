#include "adapter.h"

#include <poll.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdio>
#include <exception>

namespace adapter {
namespace {

namespace asio = boost::asio;

constexpr int kConnection = 4;

asio::io_context& Context() {
  static asio::io_context& context = *new asio::io_context(1);
  return context;
}

rpc::Peer& Driver() {
  static rpc::Peer& driver =
      *new rpc::Peer(Context().get_executor(), kConnection);
  return driver;
}

}  // namespace

asio::awaitable<Json> Call(std::string function, Json arguments) {
  std::string message;
  try {
    co_return co_await Driver().Call(std::move(function), std::move(arguments));
  } catch (const rpc::Error& error) {
    message = error.what();
  }
  throw std::runtime_error(message);
}

void Notify(const std::string& function, Json arguments) {
  Driver().Notify(function, std::move(arguments));
}

void Provide(std::string function, rpc::Peer::Method method) {
  Driver().Provide(std::move(function), std::move(method));
}

void Serve() {
  asio::co_spawn(Context(), Driver().Serve(), [](std::exception_ptr) {
    // The driver is done. Threads and tasks that the learner left are not
    // waited for, nor are destructors run under them.
    std::fflush(nullptr);
    _exit(0);
  });
  Driver().Notify("ready");
  try {
    Context().run();
  } catch (...) {
    // From a handler of the learner's, such as a detached coroutine.
    const std::string message = rpc::Message(std::current_exception());
    std::fprintf(stderr, "exception: %s\n", message.c_str());
    Driver().Notify("fail", Array(message));
  }
  std::fflush(nullptr);
  // The driver ends the run when it has taken note; should it not, leave.
  // Asio has made the connection one that does not wait by itself.
  pollfd connection = {kConnection, POLLIN, 0};
  char ignored[4096];
  while (poll(&connection, 1, -1) > 0 &&
         read(kConnection, ignored, sizeof ignored) > 0) {
  }
  _exit(1);
}

}  // namespace adapter
