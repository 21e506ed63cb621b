// Driver of "Async request handler".
//
//   args: serially|together STEP …
//
// A step is a user's id, to be asked for, or ID=NAME, which puts that name
// into the database. Serially, the steps are taken one after another; together,
// the names are put in first and then everybody is asked for at once.
#include "driver.h"

#include <cstddef>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "async.h"
#include "async_request_handler.h"
#include "json.h"

namespace asio = boost::asio;
using driver::Span;

namespace {

std::map<int, std::string> names = {{1, "Alice"}, {2, "Bob"}, {3, "Carol"}};

std::string Json(const Reply& reply) {
  if (const auto* user = std::get_if<User>(&reply)) {
    return json::Object(
        {{"id", json::Value(user->id)}, {"name", json::Value(user->name)}});
  }
  return json::Object({{"error", json::Value(std::get<Error>(reply).error)}});
}

asio::awaitable<std::string> Ask(int user_id) {
  Span span("get_user", user_id);
  const Reply reply = co_await get_user(user_id);
  span.End();
  co_return Json(reply);
}

// Takes the step if it is ID=NAME.
bool PutName(const std::string& step) {
  const std::size_t equals = step.find('=');
  if (equals == std::string::npos) return false;
  names[std::stoi(step.substr(0, equals))] = step.substr(equals + 1);
  return true;
}

asio::awaitable<void> Scenario(driver::Args args) {
  const bool together = args.Text(0) == "together";
  std::vector<asio::awaitable<std::string>> requests;
  for (std::size_t i = 1; i < args.size(); ++i) {
    if (PutName(args.Text(i))) continue;
    if (together) {
      requests.push_back(Ask(args.Integer(i)));
    } else {
      driver::Print(co_await Ask(args.Integer(i)));
    }
  }
  const std::vector<std::string> replies =
      co_await async::gather(std::move(requests));
  for (const std::string& reply : replies) driver::Print(reply);
}

}  // namespace

asio::awaitable<std::optional<std::string>> find_name(int user_id) {
  Span span("find_name", user_id);
  co_await async::sleep_for(std::chrono::milliseconds(50));
  const auto found = names.find(user_id);
  if (found == names.end()) co_return std::nullopt;
  co_return found->second;
}

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
