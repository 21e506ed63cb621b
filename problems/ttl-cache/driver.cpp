// Driver of "TTL cache".
//
//   args: TTL_MS FETCH_MS STEP …
//
//   wait MS   lets time pass
//   fail N    the next N fetches fail, after their delay
//   KEYS      asks for keys joined by `+`, all together, and prints what they
//             gave. `key*5` asks five times; `key*5/2` lets each of the five
//             come 2 ms after the one before.
//
// The spans ask_1, ask_2, … are the KEYS steps. The n-th fetch of a key gives
// `KEY version N`.
#include "driver.h"

#include <chrono>
#include <cstddef>
#include <exception>
#include <map>
#include <sstream>
#include <stdexcept>
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
  int fetches = 0;
  std::map<std::string, int> versions;
};

asio::awaitable<Json> FetchFrom(Database& database, std::string key) {
  const Span span("fetch", key);
  ++database.fetches;
  const int version = ++database.versions[key];
  const bool fails = database.failures_left > 0;
  if (fails) --database.failures_left;
  co_await async::sleep_for(database.delay);
  const std::string name = key + " version " + std::to_string(version);
  if (fails) throw std::runtime_error("No " + name);
  co_return name;
}

// The cache that the learner wrote, in the submission's process.
struct Cache {
  driver::Submission& submission;
  Json number;
};

asio::awaitable<Json> Ask(Cache& cache, std::string key, milliseconds start) {
  if (start.count() > 0) co_await async::sleep_for(start);
  Json answer;
  try {
    answer = co_await cache.submission.Call("get_or_fetch",
                                            Array(cache.number, key));
  } catch (const std::exception& error) {
    answer = std::string("error: ") + error.what();
  }
  co_return answer;
}

// Appends what `text`, one of the parts of a KEYS step, asks for.
void Append(Cache& cache, const std::string& text,
            std::vector<asio::awaitable<Json>>& asked) {
  const std::size_t star = text.find('*');
  const std::size_t slash = text.find('/');
  const int count =
      star == std::string::npos ? 1 : std::stoi(text.substr(star + 1));
  const int apart =
      slash == std::string::npos ? 0 : std::stoi(text.substr(slash + 1));
  const std::string key = text.substr(0, star);
  for (int i = 0; i < count; ++i) {
    asked.push_back(Ask(cache, key, milliseconds(i * apart)));
  }
}

// Asks for all `keys` of a step; gives what they gave.
asio::awaitable<Json> AskAll(Cache& cache, const std::string& keys) {
  std::vector<asio::awaitable<Json>> asked;
  std::istringstream parts(keys);
  for (std::string part; std::getline(parts, part, '+');) {
    Append(cache, part, asked);
  }
  Json answers = Json::array();
  for (Json& answer : co_await async::gather(std::move(asked))) {
    answers.push_back(std::move(answer));
  }
  co_return answers;
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  Database database;
  database.delay = milliseconds(args.Integer(1));
  submission.Provide("fetch", [&database](Json params) {
    return FetchFrom(database, params.at(0).get<std::string>());
  });
  Cache cache{submission, Json()};
  cache.number = co_await submission.Call("new_cache", Array(args.Integer(0)));
  int asks = 0;
  for (std::size_t i = 2; i < args.size(); ++i) {
    std::istringstream step(args.Text(i));
    std::string word;
    step >> word;
    int number = 0;
    step >> number;
    if (word == "wait") {
      co_await async::sleep_for(milliseconds(number));
    } else if (word == "fail") {
      database.failures_left = number;
    } else {
      Span span("ask_" + std::to_string(++asks));
      const Json answers = co_await AskAll(cache, word);
      span.End();
      driver::Print(driver::Text(answers));
      driver::Print("fetches: " + std::to_string(database.fetches));
    }
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
