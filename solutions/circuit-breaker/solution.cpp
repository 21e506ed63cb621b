#include "circuit_breaker.h"

#include <chrono>

using Clock = std::chrono::steady_clock;

struct CircuitBreaker::Impl {
  int failure_threshold;
  std::chrono::milliseconds recovery_timeout;
  State state = State::kClosed;
  int failures = 0;  // in a row
  Clock::time_point opened_at{};

  void admit() {
    if (state == State::kOpen && Clock::now() - opened_at >= recovery_timeout) {
      state = State::kHalfOpen;  // the caller is the trial
    } else if (state != State::kClosed) {
      throw CircuitOpenError();
    }
  }

  void succeeded() {
    state = State::kClosed;
    failures = 0;
  }

  void failed() {
    ++failures;
    if (state == State::kHalfOpen || failures >= failure_threshold) {
      state = State::kOpen;
      opened_at = Clock::now();
    }
  }
};

CircuitBreaker::CircuitBreaker(int failure_threshold,
                               std::chrono::milliseconds recovery_timeout)
    : impl_(new Impl{failure_threshold, recovery_timeout}) {}

CircuitBreaker::~CircuitBreaker() = default;

State CircuitBreaker::state() const { return impl_->state; }

boost::asio::awaitable<std::string> CircuitBreaker::call(Operation operation) {
  impl_->admit();
  try {
    std::string answer = co_await operation();
    impl_->succeeded();
    co_return answer;
  } catch (...) {
    impl_->failed();
    throw;
  }
}
