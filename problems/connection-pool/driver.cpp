// Driver of "Connection pool".
//
//   args: LIMITS ROUNDS DELAY …
//
// One client per delay, all started together; each runs ROUNDS queries of its
// delay in milliseconds, one after another, each on a lease of its own. A `!`
// after the delay makes the client's queries fail, a `!KIND` with an error of
// that kind (timeout, missing, …); after `?MS` the client gives up each query
// that has not ended by then, whether it runs or waits for a connection. LIMITS
// is the limit of the pool, or those of several pools, joined by commas, which
// the clients take by turns.
#include "driver.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "async.h"

namespace asio = boost::asio;
using driver::Array;
using driver::Json;
using driver::Span;

namespace {

struct Database {
  Json pool;  // its number on the other side
  int limit = 0;
  std::string span;  // the name of its queries in the trace
  int most_active = 0;
  std::string miscount;  // the first one, told in words
};

struct Query {
  Database* database = nullptr;
  int delay_ms = 0;
  std::string failure;  // its kind; empty: none
  std::optional<Span> acquire;
};

std::vector<Database> databases;
std::vector<Query> queries;  // query N is queries[N - 1]

Query& Numbered(int query) {
  return queries.at(static_cast<std::size_t>(query) - 1);
}

// A client begins to wait for the connection of its next query.
asio::awaitable<Json> Acquire(Json params) {
  const int query = params.at(0).get<int>();
  Numbered(query).acquire.emplace("acquire", query);
  co_return Json();
}

// What a lease and its pool say is on loan, read at the same moment.
void Compare(Database& database, const Json& query, const Json& lease,
             const Json& pool) {
  if (lease == pool || !database.miscount.empty()) return;
  database.miscount = "query " + driver::Text(query) + ": the lease counts " +
                      driver::Text(lease) + " on loan, the pool " +
                      driver::Text(pool);
}

// A client has its connection, and is told how many are on loan. Gives how the
// query ends, and a row or a message.
asio::awaitable<Json> RunQuery(Json params) {
  const int number = params.at(0).get<int>();
  Query& query = Numbered(number);
  query.acquire.reset();
  Database& database = *query.database;
  database.most_active =
      std::max(database.most_active, params.at(1).get<int>());
  Compare(database, number, params.at(1), params.at(2));
  const Span span(database.span, number);
  co_await async::sleep_for(std::chrono::milliseconds(query.delay_ms));
  if (!query.failure.empty()) {
    co_return Array(query.failure,
                    "Query " + std::to_string(number) + " failed");
  }
  co_return Array("row", "row " + std::to_string(number));
}

// A client is about to give its connection back.
asio::awaitable<Json> Leave(Json params) {
  const int query = params.at(0).get<int>();
  Compare(*Numbered(query).database, query, params.at(1), params.at(2));
  co_return Json();
}

// The kind of error that DELAY asks for, or "".
std::string Failure(const std::string& delay) {
  const std::size_t mark = delay.find('!');
  if (mark == std::string::npos) return "";
  return mark + 1 == delay.size() ? "error" : delay.substr(mark + 1);
}

// After how many milliseconds DELAY asks to give up, or null.
Json Patience(const std::string& delay) {
  const std::size_t mark = delay.find('?');
  if (mark == std::string::npos) return Json();
  return std::stoi(delay.substr(mark + 1));
}

asio::awaitable<void> CreatePools(driver::Submission& submission,
                                  const std::string& limits) {
  std::istringstream list(limits);
  for (std::string limit; std::getline(list, limit, ',');) {
    const std::string number = std::to_string(databases.size() + 1);
    Database& database = databases.emplace_back();
    database.limit = std::stoi(limit);
    database.span = number == "1" ? "query" : "query_" + number;
  }
  for (Database& database : databases) {
    database.pool =
        co_await submission.Call("create_pool", Array(database.limit));
  }
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  submission.Provide("acquire", Acquire);
  submission.Provide("query", RunQuery);
  submission.Provide("leave", Leave);
  co_await CreatePools(submission, args.Text(0));
  const auto rounds = static_cast<std::size_t>(args.Integer(1));
  const std::size_t clients = args.size() - 2;

  queries = std::vector<Query>(rounds * clients);
  std::vector<asio::awaitable<Json>> running;
  for (std::size_t client = 0; client < clients; ++client) {
    Database& database = databases[client % databases.size()];
    const std::string& delay = args.Text(2 + client);
    Json numbers = Json::array();
    for (std::size_t i = client; i < queries.size(); i += clients) {
      queries[i].database = &database;
      queries[i].delay_ms = std::stoi(delay);
      queries[i].failure = Failure(delay);
      numbers.push_back(i + 1);
    }
    running.push_back(submission.Call(
        "run_queries", Array(database.pool, numbers, Patience(delay))));
  }
  const std::vector<Json> outcomes = co_await async::gather(std::move(running));

  for (std::size_t i = 0; i < queries.size(); ++i) {
    const Json& outcome = outcomes[i % clients].at(i / clients);
    driver::Print(
        driver::Text(driver::Ordered(outcome, {"query", "result", "error"})));
  }
  for (const Database& database : databases) {
    const Json active =
        co_await submission.Call("active", Array(database.pool));
    driver::Print("max concurrent: " + driver::Text(database.most_active));
    driver::Print("limit respected: " +
                  driver::Text(database.most_active <= database.limit));
    if (!database.miscount.empty()) driver::Print(database.miscount);
    driver::Print("active afterwards: " + driver::Text(active));
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
