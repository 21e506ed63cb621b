// Driver of "TTL cache".
//
//   args: TTL_MS FETCH_MS STEP …
//
//   wait MS       lets time pass
//   fail N        the next N fetches fail, after their delay
//   fail N KIND   the same, with an error of this kind: timeout, missing, …
//   new TTL_MS    goes on with a new cache
//   use N         goes on with the N-th cache
//   KEYS          asks for keys joined by `+`, all together, and prints what
//                 they gave. `key*5` asks five times; `key*5/2` lets each of
//                 the five come 2 ms after the one before; `key!50` gives up
//                 after 50 ms. `''` is the empty key.
//   any KEYS      the same, but prints whether they gave values, not which
//   either KEYS   the same, but prints only that there was a value or an error
//
// The spans ask_1, ask_2, … are the steps that ask; the span `asking` reaches
// from the first to the last of them. The n-th fetch of a key gives `KEY
// version N`, but the value of the key `blank` is an empty text.
#include "driver.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <exception>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
using driver::Array;
using driver::Json;
using driver::Span;
using std::chrono::milliseconds;

namespace {

// What the learner's cache fetches from.
struct Database {
  milliseconds delay;
  int failures_left = 0;
  std::string failure = "error";  // the kind of these failures
  int fetches = 0;
  std::map<std::string, int> versions;
};

// The caches that the learner wrote, in the submission's process.
struct Caches {
  driver::Submission& submission;
  std::vector<Json> numbers;
  Json current;
  int calls = 0;
  std::set<int> under_way;  // calls of the current step
};

// What a fetch gives: the kind of its end, and the value or a message.
asio::awaitable<Json> FetchFrom(Database& database, const Caches& caches,
                                std::string key, int call) {
  const Span span("fetch", key.empty() ? "''" : key);
  ++database.fetches;
  const int version = ++database.versions[key];
  const bool fails = database.failures_left > 0;
  if (fails) --database.failures_left;
  const std::string failure = database.failure;
  const bool own = caches.under_way.contains(call);
  co_await async::sleep_for(database.delay);
  const std::string name = key + " version " + std::to_string(version);
  if (fails) co_return Array(failure, "No " + name);
  if (!own)
    co_return Array("value", name + ", by the fetch of an earlier call");
  co_return Array("value", key == "blank" ? "" : name);
}

// One who asks for a key.
struct Caller {
  std::string key;
  milliseconds start{0};
  std::optional<milliseconds> patience;
};

asio::awaitable<Json> Call(Caches& caches, std::string key) {
  const int call = ++caches.calls;
  caches.under_way.insert(call);
  try {
    co_return co_await caches.submission.Call(
        "AsyncTTLCache.get_or_fetch",
        Array(caches.current, std::move(key), call));
  } catch (const rpc::Error& error) {
    co_return Array(error.type(), error.what());
  }
}

// The kind of the end, and the value or a message.
asio::awaitable<Json> Ask(Caches& caches, Caller caller) {
  if (caller.start.count() > 0) co_await async::sleep_for(caller.start);
  if (!caller.patience) co_return co_await Call(caches, caller.key);
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer patience(executor, *caller.patience);
  const auto [order, failure, answer, error] =
      co_await asio::experimental::make_parallel_group(
          asio::co_spawn(executor, Call(caches, caller.key), asio::deferred),
          patience.async_wait(asio::deferred))
          .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  if (order[0] == 1) co_return Array("gave up", "");
  if (failure) std::rethrow_exception(failure);
  co_return answer;
}

// What follows `mark` in `text`, as a number.
std::optional<int> After(const std::string& text, char mark) {
  const std::size_t place = text.find(mark);
  if (place == std::string::npos) return std::nullopt;
  return std::stoi(text.substr(place + 1));
}

// Appends those that `part`, one of the parts of KEYS, stands for.
void Append(const std::string& part, std::vector<Caller>& callers) {
  Caller caller;
  caller.key = part.substr(0, part.find_first_of("*/!"));
  if (caller.key == "''") caller.key.clear();
  if (const auto patience = After(part, '!')) {
    caller.patience = milliseconds(*patience);
  }
  const milliseconds apart(After(part, '/').value_or(0));
  for (int i = After(part, '*').value_or(1); i > 0; --i) {
    callers.push_back(caller);
    caller.start += apart;
  }
}

// How an answer is printed after `verb`, a step's first word, or "".
Json Printed(const std::string& verb, const Json& answer) {
  const std::string kind = answer.at(0);
  if (kind == "gave up") return kind;
  if (kind == "value" && !answer.at(1).is_string()) return answer.at(1);
  if (verb == "either") return "an answer";
  if (kind != "value") {
    return kind + ": " + answer.at(1).get<std::string>();
  }
  return verb == "any" ? Json("a value") : answer.at(1);
}

// Asks for all `keys` of a step; gives what to print.
asio::awaitable<Json> AskAll(Caches& caches, const std::string& verb,
                             const std::string& keys) {
  std::vector<Caller> callers;
  std::istringstream parts(keys);
  for (std::string part; std::getline(parts, part, '+');) {
    Append(part, callers);
  }
  caches.under_way.clear();
  std::vector<asio::awaitable<Json>> asked;
  for (const Caller& caller : callers) asked.push_back(Ask(caches, caller));
  Json printed = Json::array();
  for (const Json& answer : co_await async::gather(std::move(asked))) {
    printed.push_back(Printed(verb, answer));
  }
  co_return printed;
}

asio::awaitable<void> Make(Caches& caches, int ttl_ms) {
  caches.current =
      co_await caches.submission.Call("AsyncTTLCache", Array(ttl_ms));
  caches.numbers.push_back(caches.current);
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  Database database;
  database.delay = milliseconds(args.Integer(1));
  Caches caches{submission, {}, Json(), 0, {}};
  // What a call is given to fetch with stands for that call.
  submission.Provide("Fetch", [&](Json params) {
    return FetchFrom(database, caches, params.at(1).get<std::string>(),
                     params.at(0).get<int>());
  });
  co_await Make(caches, args.Integer(0));
  int asks = 0;
  std::optional<Span> asking;
  for (std::size_t i = 2; i < args.size(); ++i) {
    std::istringstream step(args.Text(i));
    std::string word;
    std::string second;
    step >> word >> second;
    if (word == "wait") {
      co_await async::sleep_for(milliseconds(std::stoi(second)));
    } else if (word == "fail") {
      database.failures_left = std::stoi(second);
      database.failure = "error";
      step >> database.failure;
    } else if (word == "new") {
      co_await Make(caches, std::stoi(second));
    } else if (word == "use") {
      caches.current =
          caches.numbers.at(static_cast<std::size_t>(std::stoi(second)) - 1);
    } else {
      const bool lenient = word == "any" || word == "either";
      if (!asking) asking.emplace("asking");
      Span span("ask_" + std::to_string(++asks));
      const Json answers =
          co_await AskAll(caches, lenient ? word : "", lenient ? second : word);
      span.End();
      driver::Print(driver::Text(answers));
      if (lenient) continue;
      driver::Print("fetches: " + std::to_string(database.fetches));
    }
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
