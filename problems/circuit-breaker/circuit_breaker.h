// Problem "Circuit breaker": what is given, and what you write.
#ifndef PROBLEMS_CIRCUIT_BREAKER_CIRCUIT_BREAKER_H_
#define PROBLEMS_CIRCUIT_BREAKER_CIRCUIT_BREAKER_H_

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

// Given: a call of some service. Gives the service's answer, or throws.
using Operation = std::function<boost::asio::awaitable<std::string>()>;

// Given: what call() throws when the breaker does not let the call through.
struct CircuitOpenError : std::runtime_error {
  CircuitOpenError() : std::runtime_error("Circuit OPEN") {}
};

// Given: the three states.
enum class State { kClosed, kOpen, kHalfOpen };

// Yours: define Impl, which holds the breaker's data, and the four members.
class CircuitBreaker {
 public:
  CircuitBreaker(int failure_threshold,
                 std::chrono::milliseconds recovery_timeout);
  ~CircuitBreaker();

  // Runs the operation and gives its answer or throws its exception; throws
  // CircuitOpenError without running it if the breaker does not let it through.
  boost::asio::awaitable<std::string> call(Operation operation);

  State state() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

#endif  // PROBLEMS_CIRCUIT_BREAKER_CIRCUIT_BREAKER_H_
