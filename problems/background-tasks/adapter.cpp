// Adapter of "Background tasks".
#include "adapter.h"

#include "background_tasks.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

asio::awaitable<void> send_notification(int user_id, std::string message) {
  co_await adapter::Call("send_notification", Array(user_id, message));
}

namespace {

Json orders = Json::array();  // with the items as they were handed in

asio::awaitable<Json> CreateOrder(Json params) {
  const Order order = co_await create_order(params.at(0), params.at(1));
  Json answer;
  answer["user_id"] = order.user_id;
  answer["items"] = order.items;
  answer["status"] = order.status;
  orders.push_back(Array(answer, params.at(1)));
  co_return answer;
}

// All orders, and the lists of items. Here both are copies.
asio::awaitable<Json> Look(Json) { co_return orders; }

}  // namespace

int main() {
  adapter::Provide("create_order", CreateOrder);
  adapter::Provide("look", Look);
  adapter::Serve();
}
