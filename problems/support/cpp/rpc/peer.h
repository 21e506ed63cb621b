// One end of the connection between a problem's driver and its adapter:
// JSON-RPC 2.0 (www.jsonrpc.org/specification), one message per line, requests
// in both directions. A request is cancelled as in the Language Server
// Protocol, by the notification `$/cancelRequest {"id": N}`.
#ifndef PROBLEMS_SUPPORT_CPP_RPC_PEER_H_
#define PROBLEMS_SUPPORT_CPP_RPC_PEER_H_

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>

namespace rpc {

// Members keep their order.
using Json = nlohmann::ordered_json;

// An array of these values. (A list in braces will not do in a co_await
// expression: GCC 12 fails on it.)
template <typename... Values>
Json Array(Values&&... values) {
  Json array = Json::array();
  (array.push_back(Json(std::forward<Values>(values))), ...);
  return array;
}

// What the other side's method threw: what() is its message.
class Error : public std::runtime_error {
 public:
  Error(const std::string& message, std::string type, std::string traceback)
      : std::runtime_error(message),
        type_(std::move(type)),
        traceback_(std::move(traceback)) {}
  // The name of the exception's type, in the other side's language.
  const std::string& type() const { return type_; }
  // Where it came from, in lines; empty where the language does not say.
  const std::string& traceback() const { return traceback_; }

 private:
  std::string type_;
  std::string traceback_;
};

// The message of an exception.
std::string Message(std::exception_ptr failure);

class Peer {
 public:
  // Answers one request; gets its params, an array.
  using Method = std::function<boost::asio::awaitable<Json>(Json params)>;

  // Speaks over `socket`, a connected stream socket, on `executor`.
  Peer(boost::asio::any_io_executor executor, int socket);
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  ~Peer();

  // Lets the other side call `method`. Before Serve().
  void Provide(std::string name, Method method);

  // Calls a method of the other side and waits for its result; throws Error if
  // the method threw. May be called from any thread. If the caller is
  // cancelled, so is the method, and std::system_error (operation_aborted) is
  // thrown.
  boost::asio::awaitable<Json> Call(std::string method,
                                    Json params = Json::array());

  // Calls a method of the other side whose result nobody waits for. What is
  // called first arrives first.
  void Notify(const std::string& method, Json params = Json::array());

  // Answers requests, on the executor, until the other side is gone.
  boost::asio::awaitable<void> Serve();

 private:
  struct State;
  const std::shared_ptr<State> state_;
};

}  // namespace rpc

#endif  // PROBLEMS_SUPPORT_CPP_RPC_PEER_H_
