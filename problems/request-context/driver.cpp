// Driver of "Request context".
//
//   args: [groups] STEP …
//
//   idle     logs "Idle", outside of any request
//   REQUESTS runs requests joined by `+` together and prints what they gave:
//            7      for user 7, whose handler logs, waits 50 ms and logs again
//            7@90   the same with 90 ms
//            7!     the handler fails after the wait
//            7>8,9  the handler makes requests of its own before it ends
//            beat   no request: logs "Heartbeat" after 25 ms
//   groups   the log is not printed line by line, but at the end: the messages
//            of each id on one line, in order of the first
//
// Handlers run in the submission's process, where the ids are. The waits are
// made here, and what is logged there is printed here.
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

namespace {

struct Group {
  std::string id;
  Json messages;
};
std::vector<Group> groups;
bool grouped = false;

struct Wait {
  int delay_ms = 50;
  bool fails = false;
};
std::vector<Wait> waits;  // of the handlers, by the number of the request

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream input(text);
  for (std::string part; std::getline(input, part, separator);) {
    parts.push_back(part);
  }
  return parts;
}

// What the submission's side has to know of a request.
Json Request(const std::string& text) {
  if (text == "beat") return text;
  const std::size_t arrow = text.find('>');
  const std::string own = text.substr(0, arrow);
  Wait wait;
  wait.fails = own.back() == '!';
  const std::size_t at = own.find('@');
  if (at != std::string::npos) wait.delay_ms = std::stoi(own.substr(at + 1));
  Json request;
  request["number"] = waits.size();
  request["user_id"] = std::stoi(own);
  request["nested"] = Json::array();
  waits.push_back(wait);
  if (arrow == std::string::npos) return request;
  for (const std::string& part : Split(text.substr(arrow + 1), ',')) {
    request["nested"].push_back(Request(part));
  }
  return request;
}

Json Step(const std::string& text) {
  if (text == "idle") return text;
  Json requests = Json::array();
  for (const std::string& part : Split(text, '+')) {
    requests.push_back(Request(part));
  }
  return requests;
}

// What a handler waits for.
asio::awaitable<Json> Fetch(Json params) {
  const Wait wait = waits.at(params.at(0).get<std::size_t>());
  const int user_id = params.at(1).get<int>();
  Span span("fetch", user_id);
  co_await async::sleep_for(std::chrono::milliseconds(wait.delay_ms));
  if (wait.fails) {
    throw std::runtime_error("No database for user " + std::to_string(user_id));
  }
  co_return Json();
}

// What the heartbeat waits for.
asio::awaitable<Json> Tick(Json) {
  co_await async::sleep_for(std::chrono::milliseconds(25));
  co_return Json();
}

// Something was logged.
asio::awaitable<Json> Log(Json params) {
  const std::string id = params.at(0).get<std::string>();
  const std::string message = params.at(1).get<std::string>();
  if (!grouped) {
    driver::Print("[" + id + "] " + message);
    co_return Json();
  }
  auto group = std::find_if(groups.begin(), groups.end(),
                            [&](const Group& known) { return known.id == id; });
  if (group == groups.end()) {
    group = groups.insert(group, Group{id, Json::array()});
  }
  group->messages.push_back(message);
  co_return Json();
}

// All requests of a step have ended; gets a line for each.
asio::awaitable<Json> Ended(Json params) {
  for (const Json& line : params) driver::Print(line.get<std::string>());
  co_return Json();
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  submission.Provide("fetch", Fetch);
  submission.Provide("tick", Tick);
  submission.Provide("log", Log);
  submission.Provide("ended", Ended);
  grouped = args.size() > 0 && args.Text(0) == "groups";
  Json steps = Json::array();
  for (std::size_t i = grouped ? 1 : 0; i < args.size(); ++i) {
    steps.push_back(Step(args.Text(i)));
  }
  co_await submission.Call("run", Array(steps));
  for (const Group& group : groups) {
    driver::Print(driver::Text(group.messages));
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
