// Adapter of "Circuit breaker".
#include "adapter.h"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "circuit_breaker.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

namespace {

adapter::Objects<std::unique_ptr<CircuitBreaker>> breakers;

asio::awaitable<Json> MakeBreaker(Json params) {
  const std::chrono::milliseconds recovery_timeout(params.at(1).get<int>());
  co_return breakers.Add(std::make_unique<CircuitBreaker>(
      params.at(0).get<int>(), recovery_timeout));
}

// A time-out as Asio has it, with a message of its own.
struct TimedOut : boost::system::system_error {
  explicit TimedOut(std::string text)
      : system_error(asio::error::timed_out), message(std::move(text)) {}
  const char* what() const noexcept override { return message.c_str(); }

  std::string message;
};

// Errors of several types: whoever handles one of them must handle all.
asio::awaitable<std::string> Service() {
  const Json answer = co_await adapter::Call("service");
  const std::string kind = answer.at(0);
  const std::string text = answer.at(1);
  if (kind == "error") throw std::runtime_error(text);
  if (kind == "timeout") throw TimedOut(text);
  if (kind == "bad_value") throw std::invalid_argument(text);
  if (kind == "refused") throw CircuitOpenError();
  co_return text;
}

std::string Name(State state) {
  switch (state) {
    case State::kClosed:
      return "CLOSED";
    case State::kOpen:
      return "OPEN";
    case State::kHalfOpen:
      return "HALF_OPEN";
  }
  return "no state";
}

// How a call failed: the kind of error, and its message.
Json Failure(std::exception_ptr failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const TimedOut& error) {
    return Array("timeout", error.what());
  } catch (const std::invalid_argument& error) {
    return Array("bad_value", error.what());
  } catch (const CircuitOpenError& error) {
    return Array("error", error.what());
  } catch (const std::runtime_error& error) {
    const std::string text = error.what();
    if (text == CircuitOpenError().what()) {
      return Array("no CircuitOpenError:", text);
    }
    return Array("error", text);
  } catch (const std::exception& error) {
    adapter::Show(failure);
    return Array("another error:", error.what());
  }
}

// How a call ended and the state right afterwards, before anything else runs.
asio::awaitable<Json> Call(Json params) {
  CircuitBreaker& breaker = *breakers.Get(params.at(0));
  Json ended;
  try {
    const std::string answer = co_await breaker.call(Service);
    ended = Array("ok", answer);
  } catch (...) {
    ended = Failure(std::current_exception());
  }
  ended.push_back(Name(breaker.state()));
  co_return ended;
}

asio::awaitable<Json> StateOf(Json params) {
  co_return Name(breakers.Get(params.at(0))->state());
}

}  // namespace

int main() {
  adapter::Provide("new", MakeBreaker);
  adapter::Provide("call", Call);
  adapter::Provide("state", StateOf);
  adapter::Serve();
}
