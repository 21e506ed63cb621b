// Adapter of "{{title}}": turns the driver's calls into calls of the learner's
// functions, and the learner's calls into messages to the driver.
#include "adapter.h"

#include "{{name}}.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

asio::awaitable<int> square(int number) {
  const Json result = co_await adapter::Call("square", Array(number));
  co_return result.get<int>();
}

namespace {

asio::awaitable<Json> Squares(Json params) {
  co_return Json(co_await squares(params.at(0)));
}

}  // namespace

int main() {
  adapter::Provide("squares", Squares);
  adapter::Serve();
}
