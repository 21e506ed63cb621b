// Driver of "Async request handler".
//
//   args: serially|together STEP …
//
// A step is a user's id, to be asked for, or ID=NAME, which puts that name
// into the database. Serially, the steps are taken one after another; together,
// the names are put in first and then everybody is asked for at once.
#include "driver.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
using driver::Array;
using driver::Json;
using driver::Span;

namespace {

std::map<int, std::string> names = {{1, "Alice"}, {2, "Bob"}, {3, "Carol"}};

// What the learner calls: a user's name, or null.
asio::awaitable<Json> FindName(Json params) {
  const int user_id = params.at(0).get<int>();
  Span span("find_name", user_id);
  co_await async::sleep_for(std::chrono::milliseconds(50));
  const auto found = names.find(user_id);
  if (found == names.end()) co_return Json();
  co_return found->second;
}

asio::awaitable<Json> Ask(driver::Submission& submission, int user_id) {
  Span span("get_user", user_id);
  const Json reply = co_await submission.Call("get_user", Array(user_id));
  span.End();
  co_return driver::Ordered(reply, {"id", "name"});
}

// Takes the step if it is ID=NAME.
bool PutName(const std::string& step) {
  const std::size_t equals = step.find('=');
  if (equals == std::string::npos) return false;
  names[std::stoi(step.substr(0, equals))] = step.substr(equals + 1);
  return true;
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  submission.Provide("find_name", FindName);
  const bool together = args.Text(0) == "together";
  std::vector<asio::awaitable<Json>> requests;
  for (std::size_t i = 1; i < args.size(); ++i) {
    if (PutName(args.Text(i))) continue;
    auto request = Ask(submission, args.Integer(i));
    if (together) {
      requests.push_back(std::move(request));
    } else {
      driver::Print(driver::Text(co_await std::move(request)));
    }
  }
  for (const Json& reply : co_await async::gather(std::move(requests))) {
    driver::Print(driver::Text(reply));
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
