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
#include <cstddef>
#include <exception>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "async.h"
#include "connection_pool.h"
#include "json.h"

namespace asio = boost::asio;
using driver::Span;

namespace {

struct Database {
  Database(asio::any_io_executor executor, int max_active, std::string name)
      : pool(executor, max_active), limit(max_active), span(std::move(name)) {}

  AsyncConnectionPool pool;
  int limit;
  std::string span;  // the name of its queries in the trace
  int most_active = 0;
};

struct Client {
  int first_query;
  int delay_ms;
  bool fails;
};

asio::awaitable<std::string> RunQuery(Database& database, Client client,
                                      int query) {
  Span acquire("acquire", query);
  const Lease lease = co_await database.pool.acquire();
  acquire.End();
  database.most_active = std::max(database.most_active, lease.active());
  const Span span(database.span, query);
  co_await async::sleep_for(std::chrono::milliseconds(client.delay_ms));
  if (client.fails) {
    throw std::runtime_error("Query " + std::to_string(query) + " failed");
  }
  co_return "row " + std::to_string(query);
}

// Writes the outcome of query N, which is printed as a line, to lines[N - 1].
asio::awaitable<void> RunClient(Database& database, Client client,
                                std::size_t rounds, std::size_t clients,
                                std::vector<std::string>& lines) {
  for (std::size_t round = 0; round < rounds; ++round) {
    const int query = client.first_query + static_cast<int>(round * clients);
    json::Member outcome;
    try {
      const std::string row = co_await RunQuery(database, client, query);
      outcome = {"result", json::Value(row)};
    } catch (const std::exception& error) {
      outcome = {"error", json::Value(error.what())};
    }
    lines[static_cast<std::size_t>(query) - 1] =
        json::Object({{"query", json::Value(query)}, outcome});
  }
}

asio::awaitable<void> Scenario(driver::Args args) {
  const auto executor = co_await asio::this_coro::executor;
  std::vector<std::unique_ptr<Database>> databases;
  std::istringstream limits(args.Text(0));
  for (std::string limit; std::getline(limits, limit, ',');) {
    const std::string number = std::to_string(databases.size() + 1);
    databases.push_back(std::make_unique<Database>(
        executor, std::stoi(limit),
        databases.empty() ? "query" : "query_" + number));
  }
  const auto rounds = static_cast<std::size_t>(args.Integer(1));
  const std::size_t clients = args.size() - 2;

  std::vector<std::string> lines(rounds * clients);
  std::vector<asio::awaitable<void>> running;
  for (std::size_t i = 0; i < clients; ++i) {
    const std::string& delay = args.Text(2 + i);
    const Client client{static_cast<int>(i) + 1, std::stoi(delay),
                        delay.back() == '!'};
    running.push_back(RunClient(*databases[i % databases.size()], client,
                                rounds, clients, lines));
  }
  co_await async::gather(std::move(running));

  for (const std::string& line : lines) driver::Print(line);
  for (const auto& database : databases) {
    driver::Print("max concurrent: " + json::Value(database->most_active));
    driver::Print("limit respected: " +
                  json::Value(database->most_active <= database->limit));
    driver::Print("active afterwards: " + json::Value(database->pool.active()));
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
