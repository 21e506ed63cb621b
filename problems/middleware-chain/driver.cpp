// Driver of "Middleware chain".
//
//   args: CHAIN REQUEST…
//
// CHAIN names the middlewares, outermost first, separated by commas; `-` is
// none. See MakeMiddleware for the names. A REQUEST is
//   METHOD PATH TOKEN [DELAY_MS [FAILURES [START_MS]]]
// TOKEN `-` is none. The path ends in a user's number; the handler takes
// DELAY_MS (50) for that user and fails FAILURES (0) times before it answers.
// All requests go through one chain, each START_MS (0) after the beginning.
// timing_ms is printed as "measured": the span of the timing middleware says
// how long it took.
#include "driver.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "async.h"
#include "json.h"
#include "middleware_chain.h"

namespace asio = boost::asio;
using driver::Span;
using std::chrono::milliseconds;

namespace {

struct User {
  std::string name;
  milliseconds delay{50};
  int failures = 0;
};
std::map<std::string, User> users = {
    {"1", {"Alice"}}, {"2", {"Bob"}}, {"3", {"Carol"}}};

std::string UserOf(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

asio::awaitable<Response> GetUser(Request request) {
  Span span("handler", request.path);
  const std::string id = UserOf(request.path);
  User& user = users[id];
  co_await async::sleep_for(user.delay);
  if (user.failures > 0) {
    --user.failures;
    throw std::runtime_error("Database down");
  }
  Response response;
  if (user.name.empty() || request.path != "/users/" + id) {
    response["error"] = std::string("not found");
    response["status"] = 404;
  } else {
    response["id"] = std::stoi(id);
    response["name"] = user.name;
    response["status"] = 200;
  }
  co_return response;
}

asio::awaitable<Response> Timing(Request request, Handler next) {
  using Clock = std::chrono::steady_clock;
  Span span("timing", request.path);
  const auto start = Clock::now();
  Response response = co_await next(request);
  const auto elapsed = Clock::now() - start;
  response["timing_ms"] =
      static_cast<int>(elapsed / std::chrono::milliseconds(1));
  co_return response;
}

asio::awaitable<Response> Auth(Request request, Handler next) {
  Response response;
  if (request.token) {
    response = co_await next(request);
    response["authenticated"] = true;
  } else {
    response["error"] = std::string("unauthorized");
    response["status"] = 401;
  }
  co_return response;
}

asio::awaitable<Response> Logging(Request request, Handler next) {
  driver::Print("  >> " + request.path + " start");
  Response response = co_await next(request);
  driver::Print("  << " + request.path + " done");
  co_return response;
}

// Prints when a request enters and leaves, and whether by an answer.
asio::awaitable<Response> Record(std::string name, Request request,
                                 Handler next) {
  driver::Print(name + " enters " + request.path);
  try {
    Response response = co_await next(request);
    driver::Print(name + " leaves " + request.path);
    co_return response;
  } catch (...) {
    driver::Print(name + " fails " + request.path);
    throw;
  }
}

// Puts a prefix before the path.
asio::awaitable<Response> Rewrite(std::string prefix, Request request,
                                  Handler next) {
  request.path = prefix + request.path;
  Response response = co_await next(request);
  co_return response;
}

asio::awaitable<Response> Wait(int delay_ms, Request request, Handler next) {
  co_await async::sleep_for(milliseconds(delay_ms));
  Response response = co_await next(request);
  co_return response;
}

asio::awaitable<Response> Retry(Request request, Handler next) {
  try {
    Response response = co_await next(request);
    co_return response;
  } catch (const std::exception&) {
    driver::Print("trying again");
  }
  Response response = co_await next(request);
  co_return response;
}

asio::awaitable<Response> Maintenance(Request, Handler) {
  Response response;
  response["error"] = std::string("maintenance");
  response["status"] = 503;
  co_return response;
}

Middleware MakeMiddleware(const std::string& spec) {
  const auto colon = spec.find(':');
  const std::string name = spec.substr(0, colon);
  const std::string value =
      colon == std::string::npos ? "" : spec.substr(colon + 1);
  if (name == "timing") return Timing;
  if (name == "auth") return Auth;
  if (name == "logging") return Logging;
  if (name == "retry") return Retry;
  if (name == "maintenance") return Maintenance;
  if (name == "record") {
    return [value](Request request, Handler next) {
      return Record(value, std::move(request), std::move(next));
    };
  }
  if (name == "rewrite") {
    return [value](Request request, Handler next) {
      return Rewrite(value, std::move(request), std::move(next));
    };
  }
  if (name == "wait") {
    return [delay_ms = std::stoi(value)](Request request, Handler next) {
      return Wait(delay_ms, std::move(request), std::move(next));
    };
  }
  throw std::invalid_argument("unknown middleware: " + spec);
}

std::vector<Middleware> MakeMiddlewares(const std::string& chain) {
  std::vector<Middleware> middlewares;
  std::istringstream specs(chain == "-" ? "" : chain);
  for (std::string spec; std::getline(specs, spec, ',');) {
    middlewares.push_back(MakeMiddleware(spec));
  }
  return middlewares;
}

std::string Json(const Response& response) {
  std::vector<json::Member> members;
  for (const auto& [name, value] : response) {
    if (name == "timing_ms" && std::holds_alternative<int>(value)) {
      members.emplace_back(name, json::Value("measured"));
    } else {
      members.emplace_back(
          name,
          std::visit([](const auto& v) { return json::Value(v); }, value));
    }
  }
  return json::Object(members);
}

asio::awaitable<std::string> Send(const Handler& chain, Request request,
                                  milliseconds start) {
  if (start.count() > 0) co_await async::sleep_for(start);
  Span span("request", request.path);
  try {
    const Response response = co_await chain(request);
    co_return Json(response);
  } catch (const std::exception& error) {
    co_return std::string("error ") + error.what();
  }
}

asio::awaitable<void> Scenario(driver::Args args) {
  const Handler chain =
      apply_middleware(GetUser, MakeMiddlewares(args.Text(0)));

  std::vector<asio::awaitable<std::string>> requests;
  for (std::size_t i = 1; i < args.size(); ++i) {
    std::istringstream words(args.Text(i));
    Request request;
    std::string token;
    int delay_ms = 50;
    int failures = 0;
    int start_ms = 0;
    words >> request.method >> request.path >> token;
    words >> delay_ms&& words >> failures&& words >> start_ms;
    if (token != "-") request.token = token;
    User& user = users[UserOf(request.path)];
    user.delay = milliseconds(delay_ms);
    user.failures = failures;
    requests.push_back(Send(chain, request, milliseconds(start_ms)));
  }
  for (const std::string& line : co_await async::gather(std::move(requests))) {
    driver::Print(line);
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
