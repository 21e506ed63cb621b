#include "peer.h"

#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/core/demangle.hpp>
#include <cerrno>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <typeinfo>
#include <utility>

namespace rpc {
namespace {

namespace asio = boost::asio;

// The codes of the specification, and the first of those it leaves to servers.
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;
constexpr int kServerError = -32000;

// More than any case needs; who sends a longer one is not heard any more.
constexpr std::size_t kMaxMessage = 4 << 20;

// How deep a message may be nested.
constexpr int kMaxDepth = 100;

constexpr char kCancel[] = "$/cancelRequest";

Json ErrorObject(int code, std::string message, std::string type) {
  return {{"code", code},
          {"message", std::move(message)},
          {"data", {{"type", std::move(type)}}}};
}

Json ErrorObject(std::exception_ptr failure) {
  std::string type = "unknown";
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    type = error.type();  // passed on from the other side
  } catch (const std::exception& error) {
    type = boost::core::demangle(typeid(error).name());
  } catch (...) {
  }
  return ErrorObject(kServerError, Message(failure), std::move(type));
}

// Not an object if `line` is no message.
Json Parse(std::string_view line) {
  // Much of what is done with a value is recursive.
  const auto shallow = [](int depth, Json::parse_event_t, Json&) {
    if (depth > kMaxDepth) throw std::length_error("nested too deeply");
    return true;
  };
  try {
    return Json::parse(line, shallow);
  } catch (const std::exception&) {
    return Json();
  }
}

// A request of ours that is on its way.
struct Pending {
  explicit Pending(asio::any_io_executor executor)
      : answered(std::move(executor), asio::steady_timer::time_point::max()) {}

  asio::steady_timer answered;  // cancelled when it is
  std::optional<Json> answer;
};

}  // namespace

std::string Message(std::exception_ptr failure) {
  try {
    std::rethrow_exception(std::move(failure));
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "an exception that is not a std::exception";
  }
}

struct Peer::State : std::enable_shared_from_this<State> {
  State(asio::any_io_executor executor, int fd)
      : descriptor(std::move(executor), fd), socket(fd) {}

  void Send(const Json& message) {
    // What is not UTF-8 is replaced: a message that cannot be sent would leave
    // the other side waiting.
    const std::string line =
        message.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
    const std::lock_guard lock(sending);
    std::string_view rest = line;
    while (!rest.empty()) {
      const ssize_t sent = send(socket, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent <= 0) return;  // gone: Serve() will see it
      rest.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  void Receive(const Json& message) {
    if (!message.is_object()) return Refuse(nullptr, "not an object");
    const Json id = message.value("id", Json());
    if (!message.contains("method")) return Answered(id, message);
    if (!message["method"].is_string()) return Refuse(id, "no method's name");
    const auto& name = message["method"].get_ref<const std::string&>();
    Json params = message.value("params", Json::array());
    if (name == kCancel) return CancelRequest(params);
    if (!params.is_array()) return Refuse(id, "params is not an array");
    const auto method = methods.find(name);
    if (method != methods.end()) {
      return Run(id, method->second, std::move(params));
    }
    if (id.is_null()) return;
    Send({{"jsonrpc", "2.0"},
          {"id", id},
          {"error", ErrorObject(kMethodNotFound, "no method " + name, name)}});
  }

  void Refuse(const Json& id, const std::string& why) {
    Send({{"jsonrpc", "2.0"},
          {"id", id},
          {"error", ErrorObject(kInvalidRequest, why, "request")}});
  }

  // A coroutine, so that what a method throws before it is one is an answer
  // too.
  static asio::awaitable<Json> Invoke(const Method& method, Json params) {
    co_return co_await method(std::move(params));
  }

  void Run(const Json& id, const Method& method, Json params) {
    auto cancel = std::make_shared<asio::cancellation_signal>();
    const bool answer = id.is_number_integer();
    const std::int64_t number = answer ? id.get<std::int64_t>() : 0;
    if (answer) running[number] = cancel;
    // The method is kept alive by the State, and so by this handler.
    asio::co_spawn(
        descriptor.get_executor(), Invoke(method, std::move(params)),
        asio::bind_cancellation_slot(
            cancel->slot(), [self = shared_from_this(), cancel, answer, number](
                                std::exception_ptr failure, Json result) {
              if (!answer) {
                if (failure) std::rethrow_exception(failure);
                return;
              }
              self->running.erase(number);
              Json message = {{"jsonrpc", "2.0"}, {"id", number}};
              if (failure) {
                message["error"] = ErrorObject(failure);
              } else {
                message["result"] = std::move(result);
              }
              self->Send(message);
            }));
  }

  void CancelRequest(const Json& params) {
    if (!params.is_object()) return;
    const Json id = params.value("id", Json());
    if (!id.is_number_integer()) return;
    const auto found = running.find(id.get<std::int64_t>());
    if (found == running.end()) return;
    const auto cancel = found->second;  // its end removes it from `running`
    cancel->emit(asio::cancellation_type::all);
  }

  void Answered(const Json& id, const Json& message) {
    if (!id.is_number_integer()) return;
    std::shared_ptr<Pending> request;
    {
      const std::lock_guard lock(requesting);
      const auto found = pending.find(id.get<std::int64_t>());
      if (found == pending.end()) return;  // cancelled meanwhile
      request = found->second;
      pending.erase(found);
      request->answer = message;
    }
    asio::dispatch(request->answered.get_executor(),
                   [request] { request->answered.cancel(); });
  }

  asio::posix::stream_descriptor descriptor;  // for reading
  const int socket;
  std::map<std::string, Method> methods;
  std::map<std::int64_t, std::shared_ptr<asio::cancellation_signal>> running;

  std::mutex sending;
  std::mutex requesting;  // guards the rest
  std::int64_t last_id = 0;
  std::map<std::int64_t, std::shared_ptr<Pending>> pending;
};

Peer::Peer(asio::any_io_executor executor, int socket)
    : state_(std::make_shared<State>(std::move(executor), socket)) {}

Peer::~Peer() = default;

void Peer::Provide(std::string name, Method method) {
  state_->methods[std::move(name)] = std::move(method);
}

asio::awaitable<Json> Peer::Call(std::string method, Json params) {
  // Whatever becomes of the caller, the connection lives until it is told.
  const std::shared_ptr<State> state = state_;
  const auto request =
      std::make_shared<Pending>(co_await asio::this_coro::executor);
  std::int64_t id;
  {
    const std::lock_guard lock(state->requesting);
    id = ++state->last_id;
    state->pending[id] = request;
  }
  state->Send({{"jsonrpc", "2.0"},
               {"id", id},
               {"method", method},
               {"params", std::move(params)}});
  co_await request->answered.async_wait(asio::as_tuple(asio::use_awaitable));
  {
    const std::lock_guard lock(state->requesting);
    state->pending.erase(id);
  }
  if (!request->answer) {
    state->Send(
        {{"jsonrpc", "2.0"}, {"method", kCancel}, {"params", {{"id", id}}}});
    throw boost::system::system_error(asio::error::operation_aborted);
  }
  Json& answer = *request->answer;
  if (answer.contains("error")) {
    const Json& error = answer["error"];
    const Json data = error.value("data", Json::object());
    throw Error(error.value("message", ""), data.value("type", ""),
                data.value("traceback", ""));
  }
  co_return answer.value("result", Json());
}

void Peer::Notify(const std::string& method, Json params) {
  state_->Send(
      {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

asio::awaitable<void> Peer::Serve() {
  const std::shared_ptr<State> state = state_;
  std::string buffer;
  while (true) {
    const auto [error, length] = co_await asio::async_read_until(
        state->descriptor, asio::dynamic_buffer(buffer, kMaxMessage), '\n',
        asio::as_tuple(asio::use_awaitable));
    if (error) co_return;
    const Json message = Parse(std::string_view(buffer).substr(0, length));
    buffer.erase(0, length);
    state->Receive(message);
  }
}

}  // namespace rpc
