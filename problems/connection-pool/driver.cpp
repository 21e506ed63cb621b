// Driver of "Connection pool".
//
//   args: LIMITS ROUNDS DELAY …
//
// One client per delay, all started together; each runs ROUNDS queries of its
// delay in milliseconds, one after another, each on a lease of its own. A `!`
// after the delay makes the client's queries fail. LIMITS is the limit of the
// pool, or those of several pools, joined by commas, which the clients take by
// turns.
#include "driver.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
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

namespace {

struct Database {
  Json pool;  // its number on the other side
  int limit = 0;
  std::string span;  // the name of its queries in the trace
  int most_active = 0;
};

struct Query {
  Database* database = nullptr;
  int delay_ms = 0;
  bool fails = false;
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

// A client has its connection, and is told how many are on loan.
asio::awaitable<Json> RunQuery(Json params) {
  const int number = params.at(0).get<int>();
  Query& query = Numbered(number);
  query.acquire.reset();
  Database& database = *query.database;
  database.most_active =
      std::max(database.most_active, params.at(1).get<int>());
  const Span span(database.span, number);
  co_await async::sleep_for(std::chrono::milliseconds(query.delay_ms));
  if (query.fails) {
    throw std::runtime_error("Query " + std::to_string(number) + " failed");
  }
  co_return "row " + std::to_string(number);
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
      queries[i].fails = delay.back() == '!';
      numbers.push_back(i + 1);
    }
    running.push_back(
        submission.Call("run_queries", Array(database.pool, numbers)));
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
    driver::Print("active afterwards: " + driver::Text(active));
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
