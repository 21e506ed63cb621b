#include "grader/serve/http_server.h"

#include <fcntl.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/serve/request_parser.h"

namespace grader {
namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;
using net::experimental::awaitable_operators::operator||;
using tcp = net::ip::tcp;
using Work = net::executor_work_guard<net::io_context::executor_type>;

// Nothing that is run inherits a connection.
void CloseOnExec(int fd) { fcntl(fd, F_SETFD, FD_CLOEXEC); }

}  // namespace

struct HttpServer::State {
  HttpServerOptions options;
  // Who waits for an answer is resumed on `io`, so it goes last.
  net::io_context io{1};
  net::io_context pages;
  net::io_context long_ones{1};
  Work pages_work{pages.get_executor()};
  Work long_work{long_ones.get_executor()};
  tcp::acceptor acceptor{io};
  net::signal_set signals{io};
  net::steady_timer changed{io, net::steady_timer::time_point::max()};
  std::uint64_t changes = 0;
  std::size_t connections = 0;
  bool stopped = false;

  explicit State(HttpServerOptions given) : options(std::move(given)) {}

  void StopAll() {
    if (std::exchange(stopped, true)) return;
    // From here on a signal does what it does by default.
    boost::system::error_code ignored;
    signals.clear(ignored);
    acceptor.close(ignored);
    io.stop();
    pages.stop();
    long_ones.stop();
    if (options.on_stop) options.on_stop();
  }

  net::awaitable<void> Accept();
  net::awaitable<void> Converse(tcp::socket socket);
  // Whether another request can follow.
  net::awaitable<bool> OneRequest(boost::beast::tcp_stream& stream,
                                  boost::beast::flat_buffer& buffer,
                                  const std::string& address);
  net::awaitable<HttpResponse> AnswerTo(
      HttpRequest& request, std::chrono::steady_clock::time_point came);
  // That answer, or the one that there is after a change.
  net::awaitable<HttpResponse> LastAnswerTo(HttpRequest& request);
  net::awaitable<bool> Send(boost::beast::tcp_stream& stream,
                            HttpResponse response, bool head_only,
                            bool keep_alive);
  net::awaitable<bool> MayListen(const HttpResponse& response);
  // A header and then events, until one side has enough of it.
  net::awaitable<void> SendEvents(boost::beast::tcp_stream& stream,
                                  HttpResponse response);
};

net::awaitable<HttpResponse> HttpServer::State::AnswerTo(
    HttpRequest& request, std::chrono::steady_clock::time_point came) {
  net::io_context& context = options.takes_long(request) ? long_ones : pages;
  co_return co_await net::co_spawn(
      context,
      [this, &request, came]() -> net::awaitable<HttpResponse> {
        try {
          request.waited =
              absl::FromChrono(std::chrono::steady_clock::now() - came);
          co_return options.on_request(request);
        } catch (const std::exception& error) {
          std::fprintf(stderr, "grader: internal error: %s\n", error.what());
        }
        co_return PlainResponse(500, "The grader has a fault here.");
      },
      net::use_awaitable);
}

net::awaitable<HttpResponse> HttpServer::State::LastAnswerTo(
    HttpRequest& request) {
  const auto came = std::chrono::steady_clock::now();
  const auto deadline = came + absl::ToChronoMilliseconds(options.patience);
  for (;;) {
    const std::uint64_t before = changes;
    HttpResponse response = co_await AnswerTo(request, came);
    if (!response.may_change || std::chrono::steady_clock::now() >= deadline) {
      co_return response;
    }
    request.is_again = true;
    // A change that came while it was made may not be in it.
    if (changes != before) continue;
    boost::system::error_code cancelled;
    net::steady_timer patience(io, deadline);
    co_await (changed.async_wait(
                  net::redirect_error(net::use_awaitable, cancelled)) ||
              patience.async_wait(net::use_awaitable));
  }
}

net::awaitable<bool> HttpServer::State::Send(boost::beast::tcp_stream& stream,
                                             HttpResponse response,
                                             bool head_only, bool keep_alive) {
  http::response<http::string_body> message =
      MessageOf(std::move(response), head_only, keep_alive);
  boost::system::error_code error;
  stream.expires_after(absl::ToChronoMilliseconds(options.answer));
  co_await http::async_write(stream, message,
                             net::redirect_error(net::use_awaitable, error));
  co_return !error && keep_alive;
}

net::awaitable<bool> HttpServer::State::MayListen(
    const HttpResponse& response) {
  if (response.may_listen == nullptr) co_return true;
  co_return co_await net::co_spawn(
      pages,
      [&response]() -> net::awaitable<bool> {
        try {
          co_return response.may_listen();
        } catch (const std::exception& error) {
          std::fprintf(stderr, "grader: internal error: %s\n", error.what());
        }
        co_return false;
      },
      net::use_awaitable);
}

net::awaitable<void> HttpServer::State::SendEvents(
    boost::beast::tcp_stream& stream, HttpResponse response) {
  http::response<http::empty_body> head(
      static_cast<http::status>(response.status), 11);
  for (const auto& [name, value] : response.headers) head.insert(name, value);
  // How long it gets nobody knows, so its end is that of the connection.
  head.keep_alive(false);
  EventStream& events = *response.stream;
  const auto bell = std::make_shared<net::steady_timer>(io);
  events.OnChange([this, bell] { net::post(io, [bell] { bell->cancel(); }); });
  const auto end = std::chrono::steady_clock::now() +
                   absl::ToChronoMilliseconds(options.longest_stream);
  const auto between_beats = absl::ToChronoMilliseconds(options.heartbeat);
  auto beat = std::chrono::steady_clock::now() + between_beats;
  boost::system::error_code error;
  stream.expires_after(absl::ToChronoMilliseconds(options.answer));
  co_await http::async_write(stream, head,
                             net::redirect_error(net::use_awaitable, error));
  while (!error) {
    // In this order: what is put before the end is sent.
    const bool last = events.ended() || std::chrono::steady_clock::now() >= end;
    const std::string news = events.Take();
    if (!news.empty()) {
      // Whoever does not read it is gone after a while.
      stream.expires_after(absl::ToChronoMilliseconds(options.answer));
      co_await net::async_write(stream, net::buffer(news),
                                net::redirect_error(net::use_awaitable, error));
      if (!last) continue;
    }
    if (last) break;
    stream.expires_never();
    bell->expires_at(beat);
    boost::system::error_code cancelled;
    boost::system::error_code closed;
    // Nobody has anything to say while they listen, so it is the end.
    const auto first = co_await (
        bell->async_wait(net::redirect_error(net::use_awaitable, cancelled)) ||
        stream.socket().async_wait(
            tcp::socket::wait_read,
            net::redirect_error(net::use_awaitable, closed)));
    if (first.index() == 1) break;
    if (std::chrono::steady_clock::now() < beat) continue;
    // Also of a stream that has much to tell.
    if (!co_await MayListen(response)) break;
    events.Put("", ":\n\n");
    beat = std::chrono::steady_clock::now() + between_beats;
  }
  events.OnChange(nullptr);
}

net::awaitable<bool> HttpServer::State::OneRequest(
    boost::beast::tcp_stream& stream, boost::beast::flat_buffer& buffer,
    const std::string& address) {
  RequestParser parser;
  SetLimits(parser);
  boost::system::error_code error;
  // One deadline for the whole, however slowly it drips.
  stream.expires_after(absl::ToChronoMilliseconds(options.header));
  co_await http::async_read_header(
      stream, buffer, parser, net::redirect_error(net::use_awaitable, error));
  if (error) {
    auto refusal = RefusalOf(error);
    if (!refusal) co_return false;
    co_return co_await Send(stream, *std::move(refusal), false, false);
  }
  const bool head_only = parser.get().method() == http::verb::head;
  if (auto fault = Fault(parser, options.longest_body)) {
    co_return co_await Send(stream, *std::move(fault), head_only, false);
  }
  HttpRequest request = HeadOf(parser, address);
  stream.expires_after(absl::ToChronoMilliseconds(options.body));
  co_await http::async_read(stream, buffer, parser,
                            net::redirect_error(net::use_awaitable, error));
  // Half a form is none.
  if (error) co_return false;
  request.body = std::move(parser.get().body());
  stream.expires_never();
  HttpResponse response = co_await LastAnswerTo(request);
  if (response.stream != nullptr && !head_only) {
    co_await SendEvents(stream, std::move(response));
    co_return false;
  }
  co_return co_await Send(stream, std::move(response), head_only,
                          parser.get().keep_alive());
}

net::awaitable<void> HttpServer::State::Converse(tcp::socket socket) {
  boost::system::error_code error;
  const auto end = socket.remote_endpoint(error);
  const std::string address = error ? "" : end.address().to_string();
  boost::beast::tcp_stream stream(std::move(socket));
  boost::beast::flat_buffer buffer(kReadAhead);
  while (co_await OneRequest(stream, buffer, address)) {
  }
  stream.socket().shutdown(tcp::socket::shutdown_send, error);
}

net::awaitable<void> HttpServer::State::Accept() {
  while (acceptor.is_open()) {
    boost::system::error_code error;
    tcp::socket socket = co_await acceptor.async_accept(
        net::redirect_error(net::use_awaitable, error));
    if (error) {
      // No descriptor is left, say: some will be.
      net::steady_timer pause(io, std::chrono::milliseconds(100));
      co_await pause.async_wait(net::redirect_error(net::use_awaitable, error));
      continue;
    }
    CloseOnExec(socket.native_handle());
    if (connections >= options.most_connections) continue;
    ++connections;
    net::co_spawn(io, Converse(std::move(socket)),
                  [this](const std::exception_ptr&) { --connections; });
  }
}

HttpServer::HttpServer(std::unique_ptr<State> state)
    : state_(std::move(state)) {}
HttpServer::~HttpServer() = default;

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Listen(
    HttpServerOptions options) {
  auto state = std::make_unique<State>(std::move(options));
  try {
    const tcp::endpoint place(net::ip::make_address(state->options.address),
                              state->options.port);
    tcp::acceptor& acceptor = state->acceptor;
    acceptor.open(place.protocol());
    CloseOnExec(acceptor.native_handle());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.bind(place);
    acceptor.listen();
  } catch (const boost::system::system_error& error) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot listen on ", state->options.address, ":",
                     state->options.port, ": ", error.code().message()));
  }
  net::co_spawn(state->io, state->Accept(), net::detached);
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

std::uint16_t HttpServer::port() const {
  return state_->acceptor.local_endpoint().port();
}

void HttpServer::Run() {
  state_->signals.add(SIGINT);
  state_->signals.add(SIGTERM);
  state_->signals.async_wait(
      [this](const boost::system::error_code& error, int) {
        if (!error) state_->StopAll();
      });
  state_->io.run();
}

void HttpServer::AnswerRequests() { state_->pages.run(); }

void HttpServer::AnswerLong() { state_->long_ones.run(); }

void HttpServer::Changed() {
  net::post(state_->io, [state = state_.get()] {
    ++state->changes;
    state->changed.cancel();
  });
}

void HttpServer::Stop() {
  net::post(state_->io, [this] { state_->StopAll(); });
}

}  // namespace grader
