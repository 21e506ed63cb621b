// Driver of "Background tasks".
//
//   args: UNREACHABLE ORDER …
//
// An order is the user's id and the items, separated by spaces. Creates the
// orders one after another and looks at what was sent, at once and 250 ms
// later. Notifications to the user UNREACHABLE (0: nobody) fail.
#include "driver.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
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

namespace {

struct Notification {
  int user_id = 0;
  std::string message;
};

int unreachable = 0;
std::vector<Notification> sent;

// What the learner calls for each order.
asio::awaitable<Json> SendNotification(Json params) {
  Notification notification{params.at(0).get<int>(),
                            params.at(1).get<std::string>()};
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

asio::awaitable<Json> Create(driver::Submission& submission,
                             const std::string& text) {
  std::istringstream words(text);
  int user_id = 0;
  words >> user_id;
  Json items = Json::array();
  for (std::string item; words >> item;) items.push_back(item);
  Span span("create_order", user_id);
  co_return co_await submission.Call("create_order", Array(user_id, items));
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  submission.Provide("send_notification", SendNotification);
  unreachable = args.Integer(0);
  for (std::size_t i = 1; i < args.size(); ++i) {
    const Json order = co_await Create(submission, args.Text(i));
    driver::Print(
        driver::Text(driver::Ordered(order, {"user_id", "items", "status"})));
  }
  driver::Print("sent at once: " + SentText());
  co_await async::sleep_for(std::chrono::milliseconds(250));
  driver::Print("sent after 250 ms: " + SentText());
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
