// Driver of "Request timeout".
//
//   args: "START_MS LIMIT_MS NAME DELAY_MS [QUERY …]" …
//
// Each argument is a request, with the ids 1, 2, …; it is made START_MS after
// the beginning, to the handler NAME wrapped with the limit, and the handler
// takes DELAY_MS. Requests with the same name and limit share a wrapped
// handler. What a handler does at its end depends on its name:
//
//   search_handler   answers with the request's id and query
//   broken_handler   fails with the query as message
//   X_handler        answers "X result"
//
// A handler that is cancelled does not get to its end, but it cleans up.
#include "driver.h"

#include <algorithm>
#include <chrono>
#include <map>
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

struct Call {
  milliseconds start;
  milliseconds limit;
  std::string handler;
  milliseconds delay;
  std::string query;
};

std::map<int, Call> calls;  // by the request's id
std::map<int, std::string> finished;
std::map<int, std::string> cleaned_up;

// What a handler must put right whichever way it ends.
class CleanUp {
 public:
  CleanUp(int id, std::string handler) : id_(id), handler_(handler) {}
  CleanUp(const CleanUp&) = delete;
  CleanUp& operator=(const CleanUp&) = delete;
  ~CleanUp() { cleaned_up.emplace(id_, handler_); }

 private:
  int id_;
  std::string handler_;
};

bool IsHandler(const std::string& name) {
  return std::any_of(calls.begin(), calls.end(), [&](const auto& call) {
    return call.second.handler == name;
  });
}

// A handler at work: what the learner's function wraps.
asio::awaitable<Json> Handle(Json params) {
  const std::string name = params.at(0).get<std::string>();
  const int id = params.at(1).get<int>();
  const std::string query = params.at(2).get<std::string>();
  if (!IsHandler(name)) throw std::runtime_error("no handler " + name);
  Span span(name, id);
  CleanUp clean_up(id, name);
  const auto call = calls.find(id);
  if (call != calls.end()) co_await async::sleep_for(call->second.delay);
  finished.emplace(id, name);
  if (name == "broken_handler") throw std::runtime_error(query);
  std::string data = name.substr(0, name.find('_')) + " result";
  if (name == "search_handler") {
    data = "request " + std::to_string(id) + ": " + query;
  }
  co_return Json{{"status", "ok"}, {"data", data}};
}

std::string Names(const std::map<int, std::string>& handlers) {
  Json names = Json::array();
  for (const auto& [id, name] : handlers) names.push_back(name);
  return driver::Text(names);
}

Call ParseCall(const std::string& text) {
  std::istringstream words(text);
  int start_ms = 0;
  int limit_ms = 0;
  int delay_ms = 0;
  Call call;
  words >> start_ms >> limit_ms >> call.handler >> delay_ms >> std::ws;
  call.start = milliseconds(start_ms);
  call.limit = milliseconds(limit_ms);
  call.delay = milliseconds(delay_ms);
  std::getline(words, call.query);
  return call;
}

// Makes the request `id` to a wrapped handler; gives the line to print.
asio::awaitable<std::string> Make(driver::Submission& submission, int id,
                                  const Call& call, Json handler) {
  co_await async::sleep_for(call.start);
  Span span("call_" + call.handler, id);
  std::string outcome;
  try {
    const Json response =
        co_await submission.Call("handle", Array(handler, id, call.query));
    outcome = driver::Text(
        driver::Ordered(response, {"status", "data", "error", "handler"}));
  } catch (const std::exception& error) {
    outcome = std::string("error ") + error.what();
  }
  co_return outcome;
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  submission.Provide("handle", Handle);
  milliseconds longest(0);
  for (std::size_t i = 0; i < args.size(); ++i) {
    const Call call = ParseCall(args.Text(i));
    longest = std::max(longest, call.delay);
    calls.emplace(static_cast<int>(i) + 1, call);
  }
  std::map<std::pair<std::string, milliseconds>, Json> wrapped;
  for (const auto& [id, call] : calls) {
    Json& handler = wrapped[{call.handler, call.limit}];
    if (!handler.is_null()) continue;
    handler = co_await submission.Call("with_timeout",
                                       Array(call.limit.count(), call.handler));
  }

  std::vector<asio::awaitable<std::string>> requests;
  for (const auto& [id, call] : calls) {
    requests.push_back(
        Make(submission, id, call, wrapped[{call.handler, call.limit}]));
  }
  const std::vector<std::string> outcomes =
      co_await async::gather(std::move(requests));
  for (const std::string& outcome : outcomes) driver::Print(outcome);

  // A handler that goes on in spite of its timeout gets the time to show it.
  co_await async::sleep_for(milliseconds(20));
  driver::Print("cleaned up: " + Names(cleaned_up));
  co_await async::sleep_for(longest);
  driver::Print("finished: " + Names(finished));
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
