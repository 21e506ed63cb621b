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
#include "json.h"
#include "ttl_cache.h"

namespace asio = boost::asio;
using driver::Span;
using std::chrono::milliseconds;

namespace {

struct Database {
  milliseconds delay;
  int failures_left = 0;
  int fetches = 0;
  std::map<std::string, int> versions;
};

asio::awaitable<std::string> FetchFrom(Database& database, std::string key) {
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

asio::awaitable<std::string> Ask(AsyncTTLCache& cache, Database& database,
                                 std::string key, milliseconds start) {
  if (start.count() > 0) co_await async::sleep_for(start);
  const Fetch fetch = [&database](std::string wanted) {
    return FetchFrom(database, std::move(wanted));
  };
  try {
    const std::string value = co_await cache.get_or_fetch(key, fetch);
    co_return value;
  } catch (const std::exception& error) {
    co_return std::string("error: ") + error.what();
  }
}

// Appends what `text`, one of the parts of a KEYS step, asks for.
void Append(AsyncTTLCache& cache, Database& database, const std::string& text,
            std::vector<asio::awaitable<std::string>>& asked) {
  const std::size_t star = text.find('*');
  const std::size_t slash = text.find('/');
  const int count =
      star == std::string::npos ? 1 : std::stoi(text.substr(star + 1));
  const int apart =
      slash == std::string::npos ? 0 : std::stoi(text.substr(slash + 1));
  const std::string key = text.substr(0, star);
  for (int i = 0; i < count; ++i) {
    asked.push_back(Ask(cache, database, key, milliseconds(i * apart)));
  }
}

asio::awaitable<void> Scenario(driver::Args args) {
  AsyncTTLCache cache(milliseconds(args.Integer(0)));
  Database database;
  database.delay = milliseconds(args.Integer(1));
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
      std::vector<asio::awaitable<std::string>> asked;
      std::istringstream parts(word);
      for (std::string part; std::getline(parts, part, '+');) {
        Append(cache, database, part, asked);
      }
      Span span("ask_" + std::to_string(++asks));
      const std::vector<std::string> given =
          co_await async::gather(std::move(asked));
      span.End();
      std::vector<std::string> values;
      for (const std::string& value : given) {
        values.push_back(json::Value(value));
      }
      driver::Print(json::Array(values));
      driver::Print("fetches: " + json::Value(database.fetches));
    }
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
