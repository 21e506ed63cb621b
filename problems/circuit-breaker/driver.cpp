// Driver of "Circuit breaker".
//
//   args: THRESHOLD RECOVERY_MS SERVICE_MS OUTCOMES MESSAGE STEP…
//
// OUTCOMES are words; the i-th says how the service's i-th call ends, and the
// last one holds for all later calls: a letter, and how many milliseconds the
// call takes, if these are not SERVICE_MS.
//   S  gives "Response i"
//   E  gives an empty answer
//   F  fails with MESSAGE
//   T  fails with MESSAGE, and the error that the language has for time-outs
//   V  fails with MESSAGE, and the error that it has for bad values
//   C  fails with what another circuit breaker would refuse a call with
// Steps, one after another:
//   call N           N calls
//   call N every MS  N calls, with a pause of MS milliseconds after each
//   together N       N calls at once
//   start N          N calls that nobody waits for before the next step
//   cancel           cancels the call that was started last
//   state            prints the breaker's state
//   wait MS          nothing for MS milliseconds
//   new              goes on with a new breaker
// Every call prints how it ended and the breaker's state right afterwards.
#include "driver.h"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
using driver::Array;
using driver::Json;
using driver::Span;
using std::chrono::milliseconds;

namespace {

milliseconds service_time;
std::vector<std::string> outcomes;
std::string failure_message;
std::size_t services_called = 0;
int calls_made = 0;

// What the breaker calls if it lets a call through: how that ends, and the
// answer or the message.
asio::awaitable<Json> Service(Json) {
  const std::size_t number = ++services_called;
  const std::string& outcome =
      outcomes.at(std::min(number, outcomes.size()) - 1);
  milliseconds duration = service_time;
  if (outcome.size() > 1) duration = milliseconds(std::stoi(outcome.substr(1)));
  Span span("service", static_cast<std::int64_t>(number));
  co_await async::sleep_for(duration);
  switch (outcome.front()) {
    case 'S':
      co_return Array("ok", "Response " + std::to_string(number));
    case 'E':
      co_return Array("ok", "");
    case 'F':
      co_return Array("error", failure_message);
    case 'T':
      co_return Array("timeout", failure_message);
    case 'V':
      co_return Array("bad_value", failure_message);
    case 'C':
      co_return Array("refused", "");
    default:
      throw driver::Mistake("unknown outcome: " + outcome);
  }
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

// A call that nobody waits for, until the end of the case.
struct Started {
  explicit Started(asio::any_io_executor executor)
      : ended(std::move(executor)) {}

  asio::cancellation_signal cancel;
  async::Event ended;
};

void Start(asio::any_io_executor executor, driver::Submission& submission,
           int breaker, std::vector<std::shared_ptr<Started>>& started) {
  const auto call = started.emplace_back(std::make_shared<Started>(executor));
  asio::co_spawn(executor, Call(submission, breaker),
                 asio::bind_cancellation_slot(
                     call->cancel.slot(), [call](std::exception_ptr) {
                       call->ended.set();  // or was cancelled
                     }));
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
  std::istringstream endings(args.Text(3));
  for (std::string outcome; endings >> outcome;) outcomes.push_back(outcome);
  failure_message = args.Text(4);
  submission.Provide("service", Service);

  const auto executor = co_await asio::this_coro::executor;
  std::vector<std::shared_ptr<Started>> started;
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
    } else if (verb == "start") {
      for (int n = 0; n < number; ++n) {
        Start(executor, submission, breaker, started);
      }
    } else if (verb == "cancel") {
      started.back()->cancel.emit(asio::cancellation_type::all);
    } else if (verb == "state") {
      driver::Print("state " +
                    Word(co_await submission.Call("state", Array(breaker))));
    } else if (verb == "wait") {
      co_await async::sleep_for(milliseconds(number));
    } else if (verb == "new") {
      breaker = co_await submission.Call("new", settings);
    } else {
      throw driver::Mistake("unknown step: " + args.Text(i));
    }
  }
  for (const auto& call : started) co_await call->ended.wait();
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
