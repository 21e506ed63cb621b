// Driver of "Middleware chain".
//
//   args: CHAINS REQUEST…
//
// CHAINS are separated by `|`. A chain names its middlewares, outermost first,
// separated by commas; `-` is none, and `=` makes a chain of the same list as
// the one before. See MakeMiddleware for the names. A REQUEST is
//   [CHAIN:]METHOD PATH TOKEN [DELAY_MS [FAILURES [START_MS [KIND]]]]
// CHAIN is a number from 1, 1 if not given; TOKEN `-` is none. The path ends in
// a user's number; the handler takes DELAY_MS (50) for that user and fails
// FAILURES (0) times before it answers, with an error of KIND. Requests are
// made START_MS (0) after the beginning. timing_ms is printed as "measured":
// the span of the timing middleware says how long it took.
#include "driver.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
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
using std::chrono::milliseconds;

namespace {

using Handler = std::function<asio::awaitable<Json>(Json request)>;
using Middleware =
    std::function<asio::awaitable<Json>(Json request, Handler next)>;

// An error of the handler's on its way through the middlewares.
struct Failure {
  std::string kind;
  std::string message;
};

struct User {
  std::string name;
  milliseconds delay{50};
  int failures = 0;
  std::string kind = "error";  // of the failures
};
std::map<std::string, User> users = {
    {"1", {"Alice"}}, {"2", {"Bob"}}, {"3", {"Carol"}}};

std::string UserOf(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

std::string Path(const Json& request) {
  return request.at("path").get<std::string>();
}

asio::awaitable<Json> GetUser(Json params) {
  const std::string path = Path(params.at(1));
  Span span("handler", path);
  const std::string id = UserOf(path);
  User& user = users[id];
  co_await async::sleep_for(user.delay);
  if (user.failures > 0) {
    --user.failures;
    co_return Array(user.kind, "Database down");
  }
  Json response;
  if (user.name.empty() || path != "/users/" + id) {
    response["error"] = "not found";
    response["status"] = 404;
  } else {
    response["id"] = std::stoi(id);
    response["name"] = user.name;
    response["status"] = 200;
  }
  co_return Array("value", response);
}

asio::awaitable<Json> Timing(Json request, Handler next) {
  using Clock = std::chrono::steady_clock;
  Span span("timing", Path(request));
  const auto start = Clock::now();
  Json response = co_await next(request);
  const auto elapsed = Clock::now() - start;
  response["timing_ms"] = elapsed / milliseconds(1);
  co_return response;
}

asio::awaitable<Json> Auth(Json request, Handler next) {
  Json response;
  if (request.value("token", Json()).is_string()) {
    response = co_await next(request);
    response["authenticated"] = true;
  } else {
    response["error"] = "unauthorized";
    response["status"] = 401;
  }
  co_return response;
}

asio::awaitable<Json> Logging(Json request, Handler next) {
  driver::Print("  >> " + Path(request) + " start");
  Json response = co_await next(request);
  driver::Print("  << " + Path(request) + " done");
  co_return response;
}

// Prints when a request enters and leaves, and whether by an answer.
asio::awaitable<Json> Record(std::string name, Json request, Handler next) {
  const std::string path = Path(request);
  driver::Print(name + " enters " + path);
  try {
    Json response = co_await next(request);
    driver::Print(name + " leaves " + path);
    co_return response;
  } catch (...) {
    driver::Print(name + " fails " + path);
    throw;
  }
}

// Puts a prefix before the path.
asio::awaitable<Json> Rewrite(std::string prefix, Json request, Handler next) {
  request["path"] = prefix + Path(request);
  Json response = co_await next(request);
  co_return response;
}

asio::awaitable<Json> Wait(int delay_ms, Json request, Handler next) {
  co_await async::sleep_for(milliseconds(delay_ms));
  Json response = co_await next(request);
  co_return response;
}

asio::awaitable<Json> Retry(Json request, Handler next) {
  try {
    Json response = co_await next(request);
    co_return response;
  } catch (const Failure&) {
    driver::Print("trying again");
  }
  Json response = co_await next(request);
  co_return response;
}

asio::awaitable<Json> Maintenance(Json, Handler) {
  Json response;
  response["error"] = "maintenance";
  response["status"] = 503;
  co_return response;
}

asio::awaitable<Json> Silence(Json, Handler) { co_return Json::object(); }

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
  if (name == "silence") return Silence;
  if (name == "record") {
    return [value](Json request, Handler next) {
      return Record(value, std::move(request), std::move(next));
    };
  }
  if (name == "rewrite") {
    return [value](Json request, Handler next) {
      return Rewrite(value, std::move(request), std::move(next));
    };
  }
  if (name == "wait") {
    return [delay_ms = std::stoi(value)](Json request, Handler next) {
      return Wait(delay_ms, std::move(request), std::move(next));
    };
  }
  throw driver::Mistake("unknown middleware: " + spec);
}

std::vector<Middleware> MakeMiddlewares(const std::string& chain) {
  std::vector<Middleware> middlewares;
  std::istringstream specs(chain == "-" || chain == "=" ? "" : chain);
  for (std::string spec; std::getline(specs, spec, ',');) {
    middlewares.push_back(MakeMiddleware(spec));
  }
  return middlewares;
}

// How many middlewares are at work now. A chain that leads back into itself
// would have ever more of them.
constexpr int kMaxAtWork = 1000;
int at_work = 0;

class AtWork {
 public:
  AtWork() { ++at_work; }
  AtWork(const AtWork&) = delete;
  AtWork& operator=(const AtWork&) = delete;
  ~AtWork() { --at_work; }
};

// A response, or throws what went wrong instead.
Json ResponseOrFailure(const Json& answer) {
  const std::string kind = answer.at(0);
  if (kind != "value") {
    throw Failure{kind, answer.at(1).get<std::string>()};
  }
  return answer.at(1);
}

// Calls a handler of the submission: a chain, or what a chain gave to a
// middleware as `next`.
asio::awaitable<Json> CallHandler(driver::Submission& submission, Json number,
                                  Json request) {
  co_return ResponseOrFailure(
      co_await submission.Call("Handler", Array(number, std::move(request))));
}

// What the learner's chain calls: the only handler, and middlewares by their
// place.
void ProvideMiddlewares(driver::Submission& submission,
                        const std::vector<Middleware>& middlewares) {
  submission.Provide("Handler", GetUser);
  submission.Provide("Middleware", [&](Json params) -> asio::awaitable<Json> {
    const AtWork counted;
    if (at_work > kMaxAtWork) {
      throw std::runtime_error("The chain leads back into itself");
    }
    const Middleware& middleware =
        middlewares.at(params.at(0).get<std::size_t>());
    const Json number = params.at(2);
    const Handler next = [&submission, number](Json request) {
      return CallHandler(submission, number, std::move(request));
    };
    try {
      co_return Array("value", co_await middleware(params.at(1), next));
    } catch (const Failure& failure) {
      co_return Array(failure.kind, failure.message);
    }
  });
}

// Gives the chains; "=" is one of the same list as the one before.
asio::awaitable<std::vector<Json>> MakeChains(
    driver::Submission& submission, const std::string& chains,
    std::vector<Middleware>& middlewares) {
  std::vector<Json> made;
  Json places;
  std::istringstream list(chains);
  for (std::string chain; std::getline(list, chain, '|');) {
    if (chain != "=") places = Json::array();
    for (Middleware& middleware : MakeMiddlewares(chain)) {
      places.push_back(middlewares.size());
      middlewares.push_back(std::move(middleware));
    }
    made.push_back(
        co_await submission.Call("apply_middleware", Array(0, places)));
  }
  co_return made;
}

asio::awaitable<std::string> Send(driver::Submission& submission, Json chain,
                                  Json request, milliseconds start) {
  if (start.count() > 0) co_await async::sleep_for(start);
  Span span("request", Path(request));
  try {
    Json response = co_await CallHandler(submission, chain, request);
    if (response.is_object() && response.contains("timing_ms") &&
        response["timing_ms"].is_number_integer()) {
      response["timing_ms"] = "measured";
    }
    co_return driver::Text(driver::Ordered(
        response,
        {"authenticated", "error", "id", "name", "status", "timing_ms"}));
  } catch (const Failure& failure) {
    co_return failure.kind + " " + failure.message;
  } catch (const std::exception& error) {
    co_return std::string("error ") + error.what();
  }
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  std::vector<Middleware> middlewares;  // of all the chains
  ProvideMiddlewares(submission, middlewares);
  const std::vector<Json> chains =
      co_await MakeChains(submission, args.Text(0), middlewares);

  std::vector<asio::awaitable<std::string>> requests;
  for (std::size_t i = 1; i < args.size(); ++i) {
    std::istringstream words(args.Text(i));
    std::string method;
    std::string path;
    std::string token;
    int delay_ms = 50;
    int failures = 0;
    int start_ms = 0;
    std::string kind = "error";
    words >> method >> path >> token;
    words >> delay_ms&& words >> failures&& words >> start_ms&& words >> kind;
    std::size_t chain = 0;
    if (const std::size_t colon = method.find(':');
        colon != std::string::npos) {
      chain = static_cast<std::size_t>(std::stoi(method)) - 1;
      method.erase(0, colon + 1);
    }
    User& user = users[UserOf(path)];
    user.kind = kind;
    user.delay = milliseconds(delay_ms);
    user.failures = failures;
    Json request = {{"method", method}, {"path", path}, {"token", token}};
    if (token == "-") request["token"] = nullptr;
    requests.push_back(Send(submission, chains.at(chain), std::move(request),
                            milliseconds(start_ms)));
  }
  for (const std::string& line : co_await async::gather(std::move(requests))) {
    driver::Print(line);
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
