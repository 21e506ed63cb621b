// Driver of "Request context".
//
//   args: STEP …
//
//   idle     logs "Idle", outside of any request
//   REQUESTS runs requests joined by `+` together and prints what they gave:
//            7      for user 7, whose handler logs, waits 50 ms and logs again
//            7@90   the same with 90 ms
//            7!     the handler fails after the wait
//            7>8,9  the handler makes requests of its own before it ends
//            beat   no request: logs "Heartbeat" after 25 ms
//   groups   from here on the log is not printed line by line, but at the end:
//            the messages of each id on one line, in order of the first
#include "driver.h"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "async.h"
#include "context.h"
#include "json.h"
#include "request_context.h"

namespace asio = boost::asio;
using driver::Span;

namespace {

struct Group {
  std::string id;
  std::vector<std::string> messages;  // as JSON
};
std::vector<Group> groups;
bool grouped = false;

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream input(text);
  for (std::string part; std::getline(input, part, separator);) {
    parts.push_back(part);
  }
  return parts;
}

struct Request {
  explicit Request(const std::string& text)
      : user_id(std::stoi(text)),
        fails(text.back() == '!' && text.find('>') == std::string::npos) {
    const std::size_t at = text.find('@');
    if (at != std::string::npos) delay_ms = std::stoi(text.substr(at + 1));
    const std::size_t arrow = text.find('>');
    if (arrow == std::string::npos) return;
    for (const std::string& part : Split(text.substr(arrow + 1), ',')) {
      nested.emplace_back(part);
    }
  }

  int user_id;
  bool fails;
  int delay_ms = 50;
  std::vector<Request> nested;
};

asio::awaitable<std::string> Handle(Request request, int user_id);

asio::awaitable<std::string> Start(const Request& request) {
  return middleware([request](int user_id) { return Handle(request, user_id); },
                    request.user_id);
}

// A single request is awaited as it is; several are started together, each in
// a context of its own. So Python does it.
asio::awaitable<void> HandleNested(std::vector<Request> requests) {
  if (requests.size() == 1) {
    co_await Start(requests.front());
    co_return;
  }
  std::vector<asio::awaitable<std::string>> started;
  for (const Request& request : requests) {
    started.push_back(context::run(Start(request)));
  }
  co_await async::gather(std::move(started));
}

asio::awaitable<std::string> Handle(Request request, int user_id) {
  const std::string user = "user " + std::to_string(user_id);
  log("Fetching " + user);
  Span span("fetch", user_id);
  co_await async::sleep_for(std::chrono::milliseconds(request.delay_ms));
  span.End();
  if (request.fails) throw std::runtime_error("No database for " + user);
  try {
    if (!request.nested.empty()) co_await HandleNested(request.nested);
  } catch (const std::exception& error) {
    log(std::string("Ignored: ") + error.what());
  }
  log("Found " + user);
  co_return "profile of " + user;
}

// Runs one of the requests of a step; gives the line to print.
asio::awaitable<std::string> RunRequest(std::string text) {
  if (text == "beat") {
    co_await async::sleep_for(std::chrono::milliseconds(25));
    log("Heartbeat");
    co_return "heartbeat";
  }
  try {
    const Request request(text);
    const std::string response = co_await Start(request);
    co_return "response: " + response;
  } catch (const std::exception& error) {
    co_return std::string("error: ") + error.what();
  }
}

asio::awaitable<void> RunRequests(std::vector<std::string> texts) {
  if (texts.size() == 1) {
    driver::Print(co_await RunRequest(texts.front()));
    co_return;
  }
  std::vector<asio::awaitable<std::string>> started;
  for (const std::string& text : texts) {
    started.push_back(context::run(RunRequest(text)));
  }
  for (const std::string& line : co_await async::gather(std::move(started))) {
    driver::Print(line);
  }
}

asio::awaitable<void> RunSteps(driver::Args args) {
  for (std::size_t i = 0; i < args.size(); ++i) {
    const std::string& step = args.Text(i);
    if (step == "groups") {
      grouped = true;
    } else if (step == "idle") {
      log("Idle");
    } else {
      co_await RunRequests(Split(step, '+'));
    }
  }
  for (const Group& group : groups) {
    driver::Print(json::Array(group.messages));
  }
}

asio::awaitable<void> Scenario(driver::Args args) {
  co_await context::run(RunSteps(std::move(args)));
}

}  // namespace

void log(const std::string& message) {
  const std::string id = current_request_id();
  if (!grouped) {
    driver::Print("[" + id + "] " + message);
    return;
  }
  auto group = std::find_if(groups.begin(), groups.end(),
                            [&](const Group& known) { return known.id == id; });
  if (group == groups.end()) group = groups.insert(group, Group{id, {}});
  group->messages.push_back(json::Value(message));
}

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
