// Driver of "Circuit breaker".
//
//   args: THRESHOLD RECOVERY_MS SERVICE_MS OUTCOMES MESSAGE STEP…
//
// The service takes SERVICE_MS. The i-th letter of OUTCOMES says how its i-th
// call ends: S gives "Response i", F fails with MESSAGE. The last letter holds
// for all later calls. Steps, one after another:
//   call N           N calls
//   call N every MS  N calls, with a pause of MS milliseconds after each
//   together N       N calls at once
//   wait MS          nothing for MS milliseconds
//   new              goes on with a new breaker
// Every call prints how it ended and the breaker's state right afterwards.
#include "driver.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
using driver::Array;
using driver::Json;
using driver::Span;
using std::chrono::milliseconds;

namespace {

milliseconds service_time;
std::string outcomes;
std::string failure_message;
std::size_t services_called = 0;
int calls_made = 0;

// What the breaker calls if it lets a call through.
asio::awaitable<Json> Service(Json) {
  const std::size_t number = ++services_called;
  Span span("service", static_cast<std::int64_t>(number));
  co_await async::sleep_for(service_time);
  if (outcomes.at(std::min(number, outcomes.size()) - 1) == 'F') {
    throw std::runtime_error(failure_message);
  }
  co_return "Response " + std::to_string(number);
}

std::string Word(const Json& value) {
  return value.is_string() ? value.get<std::string>() : driver::Text(value);
}

// The learner's breakers live in the submission's process; here they are
// numbers.
asio::awaitable<void> Call(driver::Submission& submission, int breaker) {
  Span span("call", ++calls_made);
  const Json ended = co_await submission.Call("call", Array(breaker));
  driver::Print(Word(ended.at(0)) + " " + Word(ended.at(1)) + " " +
                Word(ended.at(2)));
}

asio::awaitable<void> CallTogether(driver::Submission& submission, int breaker,
                                   int n) {
  std::vector<asio::awaitable<void>> calls;
  for (int i = 0; i < n; ++i) calls.push_back(Call(submission, breaker));
  co_await async::gather(std::move(calls));
}

asio::awaitable<void> CallInTurn(driver::Submission& submission, int breaker,
                                 int n, milliseconds pause) {
  for (int i = 0; i < n; ++i) {
    co_await Call(submission, breaker);
    if (pause.count() > 0) co_await async::sleep_for(pause);
  }
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  const Json settings = Array(args.Integer(0), args.Integer(1));
  service_time = milliseconds(args.Integer(2));
  outcomes = args.Text(3);
  failure_message = args.Text(4);
  submission.Provide("service", Service);

  Json breaker = co_await submission.Call("new", settings);
  for (std::size_t i = 5; i < args.size(); ++i) {
    std::istringstream words(args.Text(i));
    std::string verb;
    std::string every;
    int number = 0;
    int pause_ms = 0;
    words >> verb >> number >> every >> pause_ms;
    if (verb == "call") {
      co_await CallInTurn(submission, breaker, number, milliseconds(pause_ms));
    } else if (verb == "together") {
      co_await CallTogether(submission, breaker, number);
    } else if (verb == "wait") {
      co_await async::sleep_for(milliseconds(number));
    } else if (verb == "new") {
      breaker = co_await submission.Call("new", settings);
    } else {
      throw driver::Mistake("unknown step: " + args.Text(i));
    }
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
