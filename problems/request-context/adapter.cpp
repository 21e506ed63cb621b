// Adapter of "Request context".
//
// The driver gives the steps of a case, all at once: they run one after another
// in one context, so that what a request leaves behind in it shows later.
#include "adapter.h"

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "async.h"
#include "context.h"
#include "request_context.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

void log(const std::string& message) {
  adapter::Notify("log", Array(current_request_id(), message));
}

namespace {

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
  const std::string user = "user " + std::to_string(user_id);
  const Json nested = request.at("nested");
  log("Fetching " + user);
  co_await adapter::Call("fetch", Array(request.at("number"), user_id));
  try {
    if (!nested.empty()) co_await HandleNested(nested);
  } catch (const std::exception& error) {
    adapter::Show(std::current_exception());
    log(std::string("Ignored: ") + error.what());
  }
  log("Found " + user);
  co_return "profile of " + user;
}

// Runs one of the requests of a step; gives the line to print.
asio::awaitable<std::string> RunRequest(Json request) {
  std::string line = "heartbeat";
  try {
    if (request == "beat") {
      co_await adapter::Call("tick");
      log("Heartbeat");
    } else {
      line = "response: " + co_await Start(request);
    }
  } catch (const std::exception& error) {
    adapter::Show(std::current_exception());
    line = std::string("error: ") + error.what();
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
