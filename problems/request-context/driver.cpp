// Driver of "Request context".
//
//   args: [groups|ids] STEP …
//
//   idle     logs "Idle", outside of any request
//   REQUESTS runs requests joined by `+` together and prints what they gave:
//            7      for user 7, whose handler logs, waits 50 ms and logs again
//            7@90   the same with 90 ms
//            7!     the handler fails after the wait
//            7!KIND the same with an error of this kind (timeout, missing, …)
//            7?20   its caller gives up after 20 ms
//            7>8,9  the handler makes requests of its own before it ends
//            beat   no request: logs "Heartbeat" after 25 ms
//            7*20   twenty requests, of which the handlers of all but the first
//                   answer at once and log nothing
//   groups   the log is not printed line by line, but at the end: the messages
//            of each id on one line, in order of the first
//   ids      nothing is printed but what the ids are like
//
// A handler's answer for user 0 is empty.
//
// Handlers run in the submission's process, where the ids are. The waits are
// made here, and what is logged there is printed here.
#include "driver.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstddef>
#include <sstream>
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
bool only_ids = false;

struct Wait {
  int delay_ms = 50;
  std::string failure;  // its kind; empty: none
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
  if (const std::size_t mark = own.find('!'); mark != std::string::npos) {
    wait.failure = mark + 1 == own.size() ? "error" : own.substr(mark + 1);
  }
  const std::size_t at = own.find('@');
  if (at != std::string::npos) wait.delay_ms = std::stoi(own.substr(at + 1));
  Json request;
  request["number"] = waits.size();
  request["user_id"] = std::stoi(own);
  request["quiet"] = false;
  request["patience_ms"] = nullptr;
  if (const std::size_t mark = own.find('?'); mark != std::string::npos) {
    request["patience_ms"] = std::stoi(own.substr(mark + 1));
  }
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
    const std::size_t star = part.find('*');
    if (star == std::string::npos) continue;
    Json quiet = requests.back();
    quiet["quiet"] = true;
    for (int i = std::stoi(part.substr(star + 1)); i > 1; --i) {
      requests.push_back(quiet);
    }
  }
  return requests;
}

// What a handler waits for.
asio::awaitable<Json> Fetch(Json params) {
  const Wait wait = waits.at(params.at(0).get<std::size_t>());
  const int user_id = params.at(1).get<int>();
  Span span("fetch", user_id);
  co_await async::sleep_for(std::chrono::milliseconds(wait.delay_ms));
  const std::string user = "user " + std::to_string(user_id);
  if (!wait.failure.empty()) {
    co_return Array(wait.failure, "No database for " + user);
  }
  co_return Array("found", user_id == 0 ? "" : "profile of " + user);
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
  if (!grouped && !only_ids) {
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
  if (only_ids) co_return Json();
  for (const Json& line : params) driver::Print(line.get<std::string>());
  co_return Json();
}

bool IsRequestId(const std::string& id) {
  return id.size() == 12 && id.starts_with("req-") &&
         std::all_of(id.begin() + 4, id.end(),
                     [](unsigned char c) { return std::isxdigit(c) != 0; });
}

// What the ids of the log are like. So many ids that one without its leading
// zeros is among them for certain, or many that are the same if there are few
// to choose from. Two of them may be the same by chance.
void PrintIds(std::size_t requests) {
  const auto wrong =
      std::find_if(groups.begin(), groups.end(),
                   [](const Group& group) { return !IsRequestId(group.id); });
  if (wrong != groups.end()) driver::Print("not an id: " + wrong->id);
  const bool distinct = groups.size() + 1 >= requests;
  driver::Print(distinct ? "all different" : "many ids are the same");
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  submission.Provide("fetch", Fetch);
  submission.Provide("tick", Tick);
  submission.Provide("log", Log);
  submission.Provide("ended", Ended);
  grouped = args.size() > 0 && args.Text(0) == "groups";
  only_ids = args.size() > 0 && args.Text(0) == "ids";
  Json steps = Json::array();
  std::size_t requests = 0;
  for (std::size_t i = grouped || only_ids ? 1 : 0; i < args.size(); ++i) {
    steps.push_back(Step(args.Text(i)));
    requests += steps.back().size();
  }
  co_await submission.Call("run", Array(steps));
  if (only_ids) {
    PrintIds(requests);
    co_return;
  }
  for (const Group& group : groups) {
    driver::Print(driver::Text(group.messages));
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
