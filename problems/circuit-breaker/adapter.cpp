// Adapter of "Circuit breaker".
#include "adapter.h"

#include <exception>
#include <memory>
#include <string>

#include "circuit_breaker.h"
#include "failures.h"

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

asio::awaitable<std::string> Service() {
  const Json answer = co_await adapter::Call("service");
  const std::string kind = answer.at(0);
  const std::string text = answer.at(1);
  if (kind == "refused") throw CircuitOpenError();
  if (kind != "ok") adapter::Fail(kind, text);
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
  } catch (const CircuitOpenError& error) {
    return Array("error", error.what());
  } catch (...) {
    Json described = adapter::Describe(failure);
    if (described.at(1) == CircuitOpenError().what()) {
      described.at(0) = "no CircuitOpenError:";
    }
    return described;
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
