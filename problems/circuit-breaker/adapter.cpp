// Adapter of "Circuit breaker".
#include "adapter.h"

#include <exception>
#include <memory>

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

asio::awaitable<std::string> Service() {
  const Json answer = co_await adapter::Call("service");
  co_return answer.get<std::string>();
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

// How a call ended and the state right afterwards, before anything else runs.
asio::awaitable<Json> Call(Json params) {
  CircuitBreaker& breaker = *breakers.Get(params.at(0));
  std::string failure;
  try {
    const std::string answer = co_await breaker.call(Service);
    co_return Array("ok", answer, Name(breaker.state()));
  } catch (const std::exception& error) {
    adapter::Show(std::current_exception());
    failure = error.what();
  }
  co_return Array("error", failure, Name(breaker.state()));
}

}  // namespace

int main() {
  adapter::Provide("new", MakeBreaker);
  adapter::Provide("call", Call);
  adapter::Serve();
}
