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
#include <variant>
#include <vector>

#include "async.h"
#include "json.h"
#include "request_timeout.h"

namespace asio = boost::asio;
using driver::Span;
using std::chrono::milliseconds;

namespace {

struct Call {
  milliseconds start;
  milliseconds limit;
  std::string handler;
  milliseconds delay;
  Request request;
};

std::vector<Call> calls;  // the request with the id i is calls[i - 1]
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

asio::awaitable<Response> Handle(std::string name, Request request) {
  Span span(name, request.id);
  CleanUp clean_up(request.id, name);
  const std::size_t index = static_cast<std::size_t>(request.id) - 1;
  if (index < calls.size()) co_await async::sleep_for(calls[index].delay);
  finished.emplace(request.id, name);
  if (name == "broken_handler") throw std::runtime_error(request.query);
  std::string data = name.substr(0, name.find('_')) + " result";
  if (name == "search_handler") {
    data = "request " + std::to_string(request.id) + ": " + request.query;
  }
  co_return Result{"ok", data};
}

std::string Json(const Response& response) {
  if (const auto* result = std::get_if<Result>(&response)) {
    return json::Object({{"status", json::Value(result->status)},
                         {"data", json::Value(result->data)}});
  }
  const auto& error = std::get<Error>(response);
  return json::Object({{"error", json::Value(error.error)},
                       {"handler", json::Value(error.handler)}});
}

std::string Json(const std::map<int, std::string>& handlers) {
  std::vector<std::string> names;
  for (const auto& [id, name] : handlers) names.push_back(json::Value(name));
  return json::Array(names);
}

Call ParseCall(const std::string& text, int id) {
  std::istringstream words(text);
  int start_ms = 0;
  int limit_ms = 0;
  int delay_ms = 0;
  Call call;
  words >> start_ms >> limit_ms >> call.handler >> delay_ms >> std::ws;
  call.start = milliseconds(start_ms);
  call.limit = milliseconds(limit_ms);
  call.delay = milliseconds(delay_ms);
  call.request.id = id;
  std::getline(words, call.request.query);
  return call;
}

asio::awaitable<std::string> Make(const Call& call, const Handler& handler) {
  co_await async::sleep_for(call.start);
  Span span("call_" + call.handler, call.request.id);
  std::string outcome;
  try {
    const Response response = co_await handler.handle(call.request);
    outcome = Json(response);
  } catch (const std::exception& error) {
    outcome = std::string("error ") + error.what();
  }
  co_return outcome;
}

asio::awaitable<void> Scenario(driver::Args args) {
  milliseconds longest(0);
  std::map<std::pair<std::string, milliseconds>, Handler> wrapped;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const Call call = ParseCall(args.Text(i), static_cast<int>(i) + 1);
    calls.push_back(call);
    longest = std::max(longest, call.delay);
    if (wrapped.contains({call.handler, call.limit})) continue;
    const auto handle = [name = call.handler](Request request) {
      return Handle(name, std::move(request));
    };
    wrapped[{call.handler, call.limit}] =
        with_timeout(call.limit, Handler{call.handler, handle});
  }

  std::vector<asio::awaitable<std::string>> requests;
  for (const Call& call : calls) {
    requests.push_back(Make(call, wrapped[{call.handler, call.limit}]));
  }
  const std::vector<std::string> outcomes =
      co_await async::gather(std::move(requests));
  for (const std::string& outcome : outcomes) driver::Print(outcome);

  // A handler that goes on in spite of its timeout gets the time to show it.
  co_await async::sleep_for(milliseconds(20));
  driver::Print("cleaned up: " + Json(cleaned_up));
  co_await async::sleep_for(longest);
  driver::Print("finished: " + Json(finished));
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
