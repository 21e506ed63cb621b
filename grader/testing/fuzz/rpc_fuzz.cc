// Any bytes from the adapter, which is the submission's, to the driver.
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>

#include "grader/testing/fuzz/require.h"
#include "peer.h"

namespace {

namespace asio = boost::asio;

asio::awaitable<rpc::Json> Echo(rpc::Json params) { co_return params; }

asio::awaitable<void> CallAndForget(rpc::Peer& peer) {
  try {
    co_await peer.Call("work", rpc::Array(1, "two"));
  } catch (const std::exception&) {
    // The other side may answer what it likes.
  }
}

// A driver that offers one method and waits for two answers, until the other
// side is gone or sends what is no message.
void Drive(int socket) {
  asio::io_context context(1);
  rpc::Peer peer(context.get_executor(), socket);
  peer.Provide("echo", Echo);
  asio::co_spawn(context, CallAndForget(peer), asio::detached);
  asio::co_spawn(context, CallAndForget(peer), asio::detached);
  asio::co_spawn(context, peer.Serve(),
                 [&context](std::exception_ptr) { context.stop(); });
  try {
    context.run();
  } catch (const std::exception&) {
    // A driver would end the case here.
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data,
                                      std::size_t size) {
  int sockets[2];
  grader::Require(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) == 0,
                  "a socket can be made");
  grader::Require(send(sockets[0], data, size, 0) == static_cast<ssize_t>(size),
                  "what is sent fits into the socket");
  shutdown(sockets[0], SHUT_WR);
  Drive(sockets[1]);  // closes its end
  close(sockets[0]);
  return 0;
}
