// Adapter of "Health check".
#include "adapter.h"

#include "health_check.h"

namespace asio = boost::asio;
using adapter::Array;
using adapter::Json;

asio::awaitable<ServiceHealth> check_service(std::string service) {
  const Json health = co_await adapter::Call("check_service", Array(service));
  co_return ServiceHealth{health.at("service"), health.at("status"),
                          health.at("latency_ms").get<int>()};
}

namespace {

asio::awaitable<Json> HealthCheck(Json) {
  const HealthReport report = co_await health_check();
  Json services = Json::array();
  for (const ServiceHealth& health : report.services) {
    Json& entry = services.emplace_back();
    entry["service"] = health.service;
    entry["status"] = health.status;
    if (health.latency_ms) entry["latency_ms"] = *health.latency_ms;
  }
  Json answer;
  answer["status"] = report.status;
  answer["services"] = services;
  answer["total_ms"] = report.total_ms;
  co_return answer;
}

}  // namespace

int main() {
  adapter::Provide("health_check", HealthCheck);
  adapter::Serve();
}
