// Problem "Background tasks": what is given, and what you write.
#ifndef PROBLEMS_BACKGROUND_TASKS_BACKGROUND_TASKS_H_
#define PROBLEMS_BACKGROUND_TASKS_BACKGROUND_TASKS_H_

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

struct Order {
  int user_id = 0;
  std::vector<std::string> items;
  std::string status;
};

// Given: sends a message to a user. Takes 100 ms, nearly all of it waiting, and
// throws if the message cannot be delivered.
boost::asio::awaitable<void> send_notification(int user_id,
                                               std::string message);

// Yours: gives the order, with the status "created", at once. The user is sent
// "Order created" in the background.
boost::asio::awaitable<Order> create_order(int user_id,
                                           std::vector<std::string> items);

#endif  // PROBLEMS_BACKGROUND_TASKS_BACKGROUND_TASKS_H_
