// Adapter of "Connection pool".
#include "adapter.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

#include "connection_pool.h"
#include "failures.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

namespace {

adapter::Objects<AsyncConnectionPool> pools;

asio::awaitable<Json> CreatePool(Json params) {
  const auto executor = co_await asio::this_coro::executor;
  co_return pools.Add({executor, params.at(0).get<int>()});
}

asio::awaitable<Json> RunQuery(AsyncConnectionPool& pool, Json query) {
  adapter::Notify("acquire", Array(query));
  const Lease lease = co_await pool.acquire();
  const Json answer = co_await adapter::Call(
      "query", Array(query, lease.active(), pool.active()));
  adapter::Notify("leave", Array(query, lease.active(), pool.active()));
  const std::string kind = answer.at(0);
  if (kind != "row") adapter::Fail(kind, answer.at(1));
  co_return answer.at(1);
}

// Runs a query, and gives it up after `patience`.
asio::awaitable<Json> RunQueryWithin(std::chrono::milliseconds patience,
                                     AsyncConnectionPool& pool, Json query) {
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor, patience);
  auto [order, failure, row, error] =
      co_await asio::experimental::make_parallel_group(
          asio::co_spawn(executor, RunQuery(pool, query), asio::deferred),
          timer.async_wait(asio::deferred))
          .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  if (order[0] == 1) throw std::runtime_error("gave up");
  if (failure) std::rethrow_exception(failure);
  co_return std::move(row);
}

// A client: runs queries one after another, here and not from the driver, so
// that it is back in line as soon as it has given its connection back. It gives
// up a query after a time, if one is given.
asio::awaitable<Json> RunQueries(Json params) {
  AsyncConnectionPool& pool = pools.Get(params.at(0));
  const Json patience = params.at(2);
  Json outcomes = Json::array();
  for (const Json& query : params.at(1)) {
    Json outcome;
    outcome["query"] = query;
    try {
      if (patience.is_null()) {
        outcome["result"] = co_await RunQuery(pool, query);
      } else {
        const std::chrono::milliseconds limit(patience.get<int>());
        outcome["result"] = co_await RunQueryWithin(limit, pool, query);
      }
    } catch (...) {
      const Json error = adapter::Describe(std::current_exception());
      const std::string kind = error.at(0);
      const std::string text = error.at(1);
      outcome["error"] = kind == "error" ? text : kind + ": " + text;
    }
    outcomes.push_back(outcome);
  }
  co_return outcomes;
}

asio::awaitable<Json> Active(Json params) {
  co_return pools.Get(params.at(0)).active();
}

}  // namespace

int main() {
  adapter::Provide("create_pool", CreatePool);
  adapter::Provide("run_queries", RunQueries);
  adapter::Provide("active", Active);
  adapter::Serve();
}
