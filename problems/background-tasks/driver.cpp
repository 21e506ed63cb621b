// Driver of "Background tasks".
//
//   args: UNREACHABLE AFTER_MS STEP …
//
// A step is `wait MS`, or an order: the user's id and the items, separated by
// spaces (`''` is an item without a name). Takes the steps one after another
// and looks at what was sent, at once and 250 ms later; what is sent within
// another AFTER_MS shows in the trace. Notifications to the user UNREACHABLE
// (-1: nobody) fail. A span `start` reaches from the call for an order to the
// beginning of its notification.
#include "driver.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
using driver::Array;
using driver::Json;
using driver::Span;

namespace {

struct Notification {
  int user_id = 0;
  std::string message;
};

int unreachable = -1;
std::vector<Notification> sent;
std::multimap<int, Span> starting;  // by user

// What the learner calls for each order.
asio::awaitable<Json> SendNotification(Json params) {
  Notification notification{params.at(0).get<int>(),
                            params.at(1).get<std::string>()};
  if (const auto start = starting.find(notification.user_id);
      start != starting.end()) {
    starting.erase(start);
  }
  Span span("send_notification", notification.user_id);
  co_await async::sleep_for(std::chrono::milliseconds(100));
  if (notification.user_id == unreachable) {
    throw std::runtime_error("user is unreachable");
  }
  sent.push_back(std::move(notification));
  co_return Json();
}

// Everything sent so far, by user: equal waits may end in any order.
std::string SentText() {
  std::vector<Notification> by_user = sent;
  std::ranges::stable_sort(by_user, {}, &Notification::user_id);
  Json notifications = Json::array();
  for (const Notification& notification : by_user) {
    notifications.push_back(
        {{"user_id", notification.user_id}, {"message", notification.message}});
  }
  return driver::Text(notifications);
}

// An order as the case has it: the user's id, and the items.
struct Wanted {
  int user_id = 0;
  Json items = Json::array();
};

Wanted ParseOrder(const std::string& text) {
  std::istringstream words(text);
  Wanted wanted;
  words >> wanted.user_id;
  for (std::string item; words >> item;) {
    wanted.items.push_back(item == "''" ? "" : item);
  }
  return wanted;
}

asio::awaitable<Json> Create(driver::Submission& submission,
                             const Wanted& wanted) {
  starting.emplace(std::piecewise_construct,
                   std::forward_as_tuple(wanted.user_id),
                   std::forward_as_tuple("start", wanted.user_id));
  Span span("create_order", wanted.user_id);
  co_return co_await submission.Call("create_order",
                                     Array(wanted.user_id, wanted.items));
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  submission.Provide("send_notification", SendNotification);
  unreachable = args.Integer(0);
  Json orders = Json::array();
  for (std::size_t i = 2; i < args.size(); ++i) {
    if (args.Text(i).starts_with("wait ")) {
      const int pause_ms = std::stoi(args.Text(i).substr(5));
      co_await async::sleep_for(std::chrono::milliseconds(pause_ms));
      continue;
    }
    const Wanted wanted = ParseOrder(args.Text(i));
    const Json order = co_await Create(submission, wanted);
    driver::Print(
        driver::Text(driver::Ordered(order, {"user_id", "items", "status"})));
    orders.push_back(Array(order, wanted.items));
  }
  driver::Print("sent at once: " + SentText());
  co_await async::sleep_for(std::chrono::milliseconds(250));
  driver::Print("sent after 250 ms: " + SentText());
  co_await async::sleep_for(std::chrono::milliseconds(args.Integer(1)));
  const Json now = co_await submission.Call("look");
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const Json& order = now.at(i).at(0);
    const Json& items = now.at(i).at(1);
    if (order != orders[i].at(0)) {
      driver::Print("order " + std::to_string(i + 1) +
                    " was changed later: " + driver::Text(order));
    }
    if (items != orders[i].at(1)) {
      driver::Print("the caller's list of items was changed: " +
                    driver::Text(items));
    }
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
