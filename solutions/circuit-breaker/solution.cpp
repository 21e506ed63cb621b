#include "circuit_breaker.h"

#include <chrono>

using Clock = std::chrono::steady_clock;

struct CircuitBreaker::Impl {
  int failure_threshold;
  std::chrono::milliseconds recovery_timeout;
  State state = State::kClosed;
  int failures = 0;  // in a row
  Clock::time_point opened_at{};

  // Whether the call that asks is the trial; throws if it may not run.
  bool admit() {
    if (state == State::kOpen && Clock::now() - opened_at >= recovery_timeout) {
      state = State::kHalfOpen;
      return true;
    }
    if (state != State::kClosed) throw CircuitOpenError();
    return false;
  }

  void succeeded(bool trial) {
    if (!trial && state != State::kClosed) return;  // from before it opened
    state = State::kClosed;
    failures = 0;
  }

  void failed(bool trial) {
    if (!trial && state != State::kClosed) return;  // from before it opened
    ++failures;
    if (trial || failures >= failure_threshold) {
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
  const bool trial = impl_->admit();
  try {
    std::string answer = co_await operation();
    impl_->succeeded(trial);
    co_return answer;
  } catch (...) {
    impl_->failed(trial);
    throw;
  }
}
