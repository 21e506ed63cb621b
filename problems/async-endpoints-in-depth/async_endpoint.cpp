#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cmath>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::asio::use_awaitable;
using Socket = asio::local::stream_protocol::socket;
using std::chrono::steady_clock;

int inside = 0;
int most = 0;

asio::awaitable<std::string> price() {
  most = std::max(most, ++inside);
  co_await async::sleep_for(std::chrono::seconds(10));
  --inside;
  co_return "42";
}

// One connection of the server: reads a request, and answers it.
asio::awaitable<void> serve(Socket socket) {
  boost::beast::flat_buffer buffer;
  http::request<http::string_body> request;
  co_await http::async_read(socket, buffer, request, use_awaitable);
  http::response<http::string_body> response(http::status::ok,
                                             request.version());
  response.body() = co_await price();
  response.prepare_payload();
  co_await http::async_write(socket, response, use_awaitable);
}

asio::awaitable<void> ask() {
  const auto executor = co_await asio::this_coro::executor;
  Socket client(executor);
  Socket server(executor);
  asio::local::connect_pair(client, server);
  asio::co_spawn(executor, serve(std::move(server)), asio::detached);

  http::request<http::empty_body> request(http::verb::get, "/price", 11);
  request.set(http::field::host, "shop");
  co_await http::async_write(client, request, use_awaitable);
  boost::beast::flat_buffer buffer;
  http::response<http::string_body> response;
  co_await http::async_read(client, buffer, response, use_awaitable);
}

asio::awaitable<void> run() {
  const auto start = steady_clock::now();
  std::vector<asio::awaitable<void>> questions;
  for (int i = 0; i < 60; ++i) questions.push_back(ask());
  co_await async::gather(std::move(questions));
  const std::chrono::duration<double> seconds = steady_clock::now() - start;
  std::cout << "60 answers after " << std::round(seconds.count()) << " s\n"
            << "at the same time in the endpoint: " << most << '\n';
}

int main() {
  asio::io_context context(1);
  asio::co_spawn(context, run(), asio::detached);
  context.run();
}
