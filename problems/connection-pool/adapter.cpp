// Adapter of "Connection pool".
#include "adapter.h"

#include <boost/asio/this_coro.hpp>
#include <exception>

#include "connection_pool.h"

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
  co_return co_await adapter::Call("query", Array(query, lease.active()));
}

// A client: runs queries one after another, here and not from the driver, so
// that it is back in line as soon as it has given its connection back.
asio::awaitable<Json> RunQueries(Json params) {
  AsyncConnectionPool& pool = pools.Get(params.at(0));
  Json outcomes = Json::array();
  for (const Json& query : params.at(1)) {
    Json outcome;
    outcome["query"] = query;
    try {
      outcome["result"] = co_await RunQuery(pool, query);
    } catch (const std::exception& error) {
      adapter::Show(std::current_exception());
      outcome["error"] = error.what();
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
