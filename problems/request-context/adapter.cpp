// Adapter of "Request context".
//
// The driver gives the steps of a case, all at once: they run one after another
// in one context, so that what a request leaves behind in it shows later.
#include "adapter.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "async.h"
#include "context.h"
#include "failures.h"
#include "request_context.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

void log(const std::string& message) {
  adapter::Notify("log", Array(current_request_id(), message));
}

namespace {

struct GaveUp {};

asio::awaitable<std::string> Handle(Json request, int user_id);

asio::awaitable<std::string> Start(Json request) {
  return middleware([request](int user_id) { return Handle(request, user_id); },
                    request.at("user_id"));
}

// A single request is awaited as it is; several are started together, each in
// a context of its own. So Python does it.
asio::awaitable<void> HandleNested(Json requests) {
  if (requests.size() == 1) {
    co_await Start(requests.front());
    co_return;
  }
  std::vector<asio::awaitable<std::string>> started;
  for (const Json& request : requests) {
    started.push_back(context::run(Start(request)));
  }
  co_await async::gather(std::move(started));
}

asio::awaitable<std::string> Handle(Json request, int user_id) {
  if (request.at("quiet") == true) co_return "";
  const std::string user = "user " + std::to_string(user_id);
  const Json nested = request.at("nested");
  log("Fetching " + user);
  const Json answer =
      co_await adapter::Call("fetch", Array(request.at("number"), user_id));
  const std::string kind = answer.at(0);
  const std::string text = answer.at(1);
  if (kind != "found") adapter::Fail(kind, text);
  try {
    if (!nested.empty()) co_await HandleNested(nested);
  } catch (...) {
    const Json error = adapter::Describe(std::current_exception());
    log("Ignored: " + error.at(1).get<std::string>());
  }
  log("Found " + user);
  co_return text;
}

// Runs a request, in the context of the caller, who gives up after a time if
// one is given.
asio::awaitable<std::string> StartWithin(Json patience_ms, Json request) {
  if (patience_ms.is_null()) co_return co_await Start(request);
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor,
                           std::chrono::milliseconds(patience_ms.get<int>()));
  auto [order, failure, response, error] =
      co_await asio::experimental::make_parallel_group(
          asio::co_spawn(executor, Start(request), asio::deferred),
          timer.async_wait(asio::deferred))
          .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  if (order[0] == 1) throw GaveUp();
  if (failure) std::rethrow_exception(failure);
  co_return response;
}

// Runs one of the requests of a step; gives the line to print.
asio::awaitable<std::string> RunRequest(Json request) {
  std::string line = "heartbeat";
  try {
    if (request == "beat") {
      co_await adapter::Call("tick");
      log("Heartbeat");
    } else {
      const std::string response =
          co_await StartWithin(request.at("patience_ms"), request);
      line = "response: " + (response.empty() ? "nothing" : response);
    }
  } catch (const GaveUp&) {
    line = "gave up";
  } catch (...) {
    const Json error = adapter::Describe(std::current_exception());
    line =
        error.at(0).get<std::string>() + ": " + error.at(1).get<std::string>();
  }
  co_return line;
}

asio::awaitable<void> RunRequests(Json requests) {
  Json lines = Json::array();
  if (requests.size() == 1) {
    lines.push_back(co_await RunRequest(requests.front()));
  } else {
    std::vector<asio::awaitable<std::string>> started;
    for (const Json& request : requests) {
      started.push_back(context::run(RunRequest(request)));
    }
    for (const std::string& line : co_await async::gather(std::move(started))) {
      lines.push_back(line);
    }
  }
  adapter::Notify("ended", lines);
}

asio::awaitable<void> RunSteps(Json steps) {
  for (const Json& step : steps) {
    if (step == "idle") {
      log("Idle");
    } else {
      co_await RunRequests(step);
    }
  }
}

asio::awaitable<Json> Run(Json params) {
  co_await context::run(RunSteps(params.at(0)));
  co_return Json();
}

}  // namespace

int main() {
  adapter::Provide("run", Run);
  adapter::Serve();
}
