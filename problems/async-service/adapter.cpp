// Adapter of "Asynchronous service".
#include "adapter.h"

#include <boost/asio/this_coro.hpp>
#include <memory>

#include "async_service.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

asio::awaitable<Resource> fetch(int resource_id) {
  const Json resource = co_await adapter::Call("fetch", Array(resource_id));
  co_return Resource{resource.at("id"), resource.at("version")};
}

namespace {

adapter::Objects<std::unique_ptr<AsyncService>> services;

asio::awaitable<Json> Start(Json) {
  const auto executor = co_await asio::this_coro::executor;
  co_return services.Add(std::make_unique<AsyncService>(executor));
}

asio::awaitable<Json> Get(Json params) {
  AsyncService& service = *services.Get(params.at(0));
  const Resource resource = co_await service.get(params.at(1));
  const Json answer = {{"id", resource.id}, {"version", resource.version}};
  co_return answer;
}

asio::awaitable<Json> ReadMetrics(Json params) {
  const Metrics metrics = services.Get(params.at(0))->metrics();
  const Json answer = {{"total", metrics.total},
                       {"hits", metrics.hits},
                       {"misses", metrics.misses},
                       {"timeouts", metrics.timeouts}};
  co_return answer;
}

}  // namespace

int main() {
  adapter::Provide("start", Start);
  adapter::Provide("get", Get);
  adapter::Provide("metrics", ReadMetrics);
  adapter::Serve();
}
