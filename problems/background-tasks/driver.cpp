// Driver of "Background tasks".
//
//   args: UNREACHABLE ORDER …
//
// An order is the user's id and the items, separated by spaces. Creates the
// orders one after another and looks at what was sent, at once and 200 ms
// later. Notifications to the user UNREACHABLE (0: nobody) fail.
#include "driver.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "async.h"
#include "background_tasks.h"
#include "json.h"

namespace asio = boost::asio;
using driver::Span;

namespace {

struct Notification {
  int user_id = 0;
  std::string message;
};

int unreachable = 0;
std::vector<Notification> sent;

std::string Json(const Order& order) {
  std::vector<std::string> items;
  for (const std::string& item : order.items) {
    items.push_back(json::Value(item));
  }
  return json::Object({{"user_id", json::Value(order.user_id)},
                       {"items", json::Array(items)},
                       {"status", json::Value(order.status)}});
}

// Everything sent so far, by user: equal waits may end in any order.
std::string SentJson() {
  std::vector<Notification> by_user = sent;
  std::ranges::stable_sort(by_user, {}, &Notification::user_id);
  std::vector<std::string> notifications;
  for (const Notification& notification : by_user) {
    notifications.push_back(
        json::Object({{"user_id", json::Value(notification.user_id)},
                      {"message", json::Value(notification.message)}}));
  }
  return json::Array(notifications);
}

asio::awaitable<Order> Create(const std::string& text) {
  std::istringstream words(text);
  int user_id = 0;
  words >> user_id;
  std::vector<std::string> items;
  for (std::string item; words >> item;) items.push_back(item);
  Span span("create_order", user_id);
  co_return co_await create_order(user_id, std::move(items));
}

asio::awaitable<void> Scenario(driver::Args args) {
  unreachable = args.Integer(0);
  for (std::size_t i = 1; i < args.size(); ++i) {
    const Order order = co_await Create(args.Text(i));
    driver::Print(Json(order));
  }
  driver::Print("sent at once: " + SentJson());
  co_await async::sleep_for(std::chrono::milliseconds(200));
  driver::Print("sent after 200 ms: " + SentJson());
}

}  // namespace

asio::awaitable<void> send_notification(int user_id, std::string message) {
  Span span("send_notification", user_id);
  co_await async::sleep_for(std::chrono::milliseconds(100));
  if (user_id == unreachable) throw std::runtime_error("user is unreachable");
  sent.push_back({user_id, std::move(message)});
}

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
