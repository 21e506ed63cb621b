// Driver of "{{title}}".
//
//   args: N [DELAY_MS …]
//
// Calls the learner's function for N numbers. The square of number i takes the
// i-th delay, 50 ms where none is given.
#include "driver.h"

#include <chrono>
#include <cstddef>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
using driver::Array;
using driver::Json;
using driver::Span;

namespace {

std::vector<int> delays_ms;

// What the learner calls.
asio::awaitable<Json> Square(Json params) {
  const int number = params.at(0).get<int>();
  Span span("square", number);
  const auto index = static_cast<std::size_t>(number);
  const int delay = index < delays_ms.size() ? delays_ms[index] : 50;
  co_await async::sleep_for(std::chrono::milliseconds(delay));
  const int result = number * number;
  co_return result;
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  const int n = args.Integer(0);
  delays_ms = args.Integers(1);
  submission.Provide("square", Square);

  Span squares("squares");
  const Json results = co_await submission.Call("squares", Array(n));
  squares.End();
  driver::Print(driver::Text(results));
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
