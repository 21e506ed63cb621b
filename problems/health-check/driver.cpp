// Driver of "Health check".
//
//   args: (DELAY_MS STATUS) × 3 …
//
// Each six arguments are one health check: how long the database, the cache
// and the queue take to answer, and what they answer. The status `fails` means
// that the service does not answer but fails after that time.
#include "driver.h"

#include <chrono>
#include <cmath>
#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "async.h"
#include "health_check.h"
#include "json.h"

namespace asio = boost::asio;
using driver::Span;

namespace {

struct Service {
  int delay_ms = 0;
  std::string status;
};

std::map<std::string, Service> services;

std::string Json(const ServiceHealth& health) {
  std::vector<json::Member> members = {{"service", json::Value(health.service)},
                                       {"status", json::Value(health.status)}};
  if (health.latency_ms) {
    members.emplace_back("latency_ms", json::Value(*health.latency_ms));
  }
  return json::Object(members);
}

// The time it took is left out: it is never the same twice.
std::string Json(const HealthReport& report) {
  std::vector<std::string> checked;
  for (const ServiceHealth& health : report.services) {
    checked.push_back(Json(health));
  }
  return json::Object({{"status", json::Value(report.status)},
                       {"services", json::Array(checked)}});
}

asio::awaitable<void> CheckOnce(int serial_ms) {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  const auto begin = std::chrono::steady_clock::now();
  Span span("health_check");
  const HealthReport report = co_await health_check();
  span.End();
  const Milliseconds taken = std::chrono::steady_clock::now() - begin;

  driver::Print(Json(report));
  driver::Print("total < " + std::to_string(serial_ms) +
                " ms: " + json::Value(report.total_ms < serial_ms));
  const bool is_true = std::abs(report.total_ms - taken.count()) < 30;
  driver::Print("total is true: " + json::Value(is_true));
}

asio::awaitable<void> Scenario(driver::Args args) {
  for (std::size_t i = 0; i < args.size(); i += 6) {
    services["database"] = {args.Integer(i), args.Text(i + 1)};
    services["cache"] = {args.Integer(i + 2), args.Text(i + 3)};
    services["queue"] = {args.Integer(i + 4), args.Text(i + 5)};
    co_await CheckOnce(args.Integer(i) + args.Integer(i + 2) +
                       args.Integer(i + 4));
  }
}

}  // namespace

asio::awaitable<ServiceHealth> check_service(std::string service) {
  Span span("check_service", service);
  const Service state = services.at(service);
  co_await async::sleep_for(std::chrono::milliseconds(state.delay_ms));
  if (state.status == "fails") {
    throw std::runtime_error(service + " does not answer");
  }
  co_return ServiceHealth{service, state.status, state.delay_ms};
}

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
