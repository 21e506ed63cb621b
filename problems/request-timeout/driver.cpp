// Driver of "Request timeout".
//
//   args: "START LIMITS NAME DELAY_MS [QUERY …]" …
//
// Each argument is a request, with the ids 1, 2, …, to the handler NAME, which
// takes DELAY_MS. START says when it is made:
//   MS      so many milliseconds after the beginning
//   MS?MS   the same, but its caller gives up after the second time
//   then    when the request before has ended, by the same caller
// LIMITS is the limit in milliseconds that the handler is wrapped with, or
// several of them, joined by commas, the innermost first. Requests with the
// same name and limits share a wrapped handler. What a handler does at its end
// depends on its name:
//
//   search_handler          answers with the request's id and query
//   broken_handler          fails with the query as message
//   KIND.broken_handler     the same, with an error of this kind
//   none_handler            answers nothing
//   X_handler               answers "X result"
//
// A handler that is cancelled does not get to its end, but it cleans up. The
// span call_NAME is all that a caller does who begins with that handler.
#include "driver.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <exception>
#include <map>
#include <optional>
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
  std::optional<milliseconds> start;  // none: by the caller of the one before
  std::optional<milliseconds> patience;
  std::vector<int> limits_ms;
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
  if (name.ends_with("broken_handler")) {
    const std::size_t dot = name.find('.');
    co_return Array(dot == std::string::npos ? "error" : name.substr(0, dot),
                    query);
  }
  if (name == "none_handler") co_return Array("result", Json());
  std::string data = name.substr(0, name.find('_')) + " result";
  if (name == "search_handler") {
    data = "request " + std::to_string(id) + ": " + query;
  }
  co_return Array("result", Json{{"status", "ok"}, {"data", data}});
}

std::string Names(const std::map<int, std::string>& handlers) {
  Json names = Json::array();
  for (const auto& [id, name] : handlers) names.push_back(name);
  return driver::Text(names);
}

Call ParseCall(const std::string& text) {
  std::istringstream words(text);
  std::string start;
  std::string limits;
  int delay_ms = 0;
  Call call;
  words >> start >> limits >> call.handler >> delay_ms >> std::ws;
  if (start != "then") call.start = milliseconds(std::stoi(start));
  if (const std::size_t mark = start.find('?'); mark != std::string::npos) {
    call.patience = milliseconds(std::stoi(start.substr(mark + 1)));
  }
  std::istringstream list(limits);
  for (std::string limit; std::getline(list, limit, ',');) {
    call.limits_ms.push_back(std::stoi(limit));
  }
  call.delay = milliseconds(delay_ms);
  std::getline(words, call.query);
  return call;
}

// What is printed of a request's outcome.
std::string Printed(const Json& outcome) {
  const std::string kind = outcome.at(0);
  const Json& answer = outcome.at(1);
  if (kind != "result") return kind + " " + answer.get<std::string>();
  return driver::Text(
      driver::Ordered(answer, {"status", "data", "error", "handler"}));
}

// Makes `requests`, of one caller; gives the outcomes.
asio::awaitable<Json> Request(driver::Submission& submission, Json requests,
                              std::optional<milliseconds> patience) {
  auto call = submission.Call("handle", Array(requests));
  if (!patience) co_return co_await std::move(call);
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor, *patience);
  auto [order, failure, outcomes, error] =
      co_await asio::experimental::make_parallel_group(
          asio::co_spawn(executor, std::move(call), asio::deferred),
          timer.async_wait(asio::deferred))
          .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  if (order[0] == 1) co_return Array(Array("gave", "up"));
  if (failure) std::rethrow_exception(failure);
  co_return outcomes;
}

// One caller from its first request, `id`, on; gives the lines to print.
asio::awaitable<std::string> Make(driver::Submission& submission, int id,
                                  Json requests) {
  const Call& first = calls.at(id);
  co_await async::sleep_for(*first.start);
  Span span("call_" + first.handler, id);
  Json outcomes;
  try {
    outcomes = co_await Request(submission, requests, first.patience);
  } catch (const std::exception& error) {
    outcomes = Array(Array("error", error.what()));
  }
  span.End();
  std::string lines;
  for (const Json& outcome : outcomes) {
    lines += (lines.empty() ? "" : "\n") + Printed(outcome);
  }
  co_return lines;
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
  std::map<std::pair<std::string, std::vector<int>>, Json> wrapped;
  std::vector<std::pair<int, Json>> callers;  // by the first request's id
  for (const auto& [id, call] : calls) {
    Json& handler = wrapped[{call.handler, call.limits_ms}];
    if (handler.is_null()) {
      handler = co_await submission.Call(
          "with_timeout", Array(Json(call.limits_ms), call.handler));
    }
    if (call.start) callers.emplace_back(id, Json::array());
    callers.back().second.push_back(Array(handler, id, call.query));
  }

  std::vector<asio::awaitable<std::string>> requests;
  for (const auto& [id, made] : callers) {
    requests.push_back(Make(submission, id, made));
  }
  const std::vector<std::string> outcomes =
      co_await async::gather(std::move(requests));
  for (const std::string& outcome : outcomes) {
    std::istringstream lines(outcome);
    for (std::string line; std::getline(lines, line);) driver::Print(line);
  }

  // A handler that goes on in spite of its timeout gets the time to show it.
  co_await async::sleep_for(milliseconds(20));
  driver::Print("cleaned up: " + Names(cleaned_up));
  co_await async::sleep_for(longest);
  driver::Print("finished: " + Names(finished));
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
