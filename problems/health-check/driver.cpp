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

#include "async.h"

namespace asio = boost::asio;
using driver::Json;
using driver::Span;

namespace {

struct Service {
  int delay_ms = 0;
  std::string status;
};

std::map<std::string, Service> services;

// What the learner calls for each service.
asio::awaitable<Json> CheckService(Json params) {
  const auto name = params.at(0).get<std::string>();
  const auto found = services.find(name);
  if (found == services.end()) {
    throw std::invalid_argument("there is no service " + name);
  }
  const Service state = found->second;
  Span span("check_service", name);
  co_await async::sleep_for(std::chrono::milliseconds(state.delay_ms));
  if (state.status == "fails") {
    throw std::runtime_error(name + " does not answer");
  }
  Json health;
  health["service"] = name;
  health["status"] = state.status;
  health["latency_ms"] = state.delay_ms;
  co_return health;
}

// The time it took is left out: it is never the same twice.
std::string ReportText(const Json& report) {
  Json shown = driver::Ordered(report, {"status", "services"});
  if (!shown.is_object() || !shown.contains("services")) {
    return driver::Text(shown);
  }
  shown.erase("total_ms");
  for (Json& health : shown["services"]) {
    health = driver::Ordered(health, {"service", "status", "latency_ms"});
  }
  return driver::Text(shown);
}

// Not a number if the report has none.
double TotalMs(const Json& report) {
  const bool has_total = report.is_object() && report.contains("total_ms") &&
                         report["total_ms"].is_number();
  return has_total ? report["total_ms"].get<double>() : std::nan("");
}

asio::awaitable<void> CheckOnce(driver::Submission& submission, int serial_ms) {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  const auto begin = std::chrono::steady_clock::now();
  Span span("health_check");
  const Json report = co_await submission.Call("health_check");
  span.End();
  const Milliseconds taken = std::chrono::steady_clock::now() - begin;

  driver::Print(ReportText(report));
  const double total_ms = TotalMs(report);
  driver::Print("total < " + std::to_string(serial_ms) +
                " ms: " + driver::Text(total_ms < serial_ms));
  const bool is_true = std::abs(total_ms - taken.count()) < 30;
  driver::Print("total is true: " + driver::Text(is_true));
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  submission.Provide("check_service", CheckService);
  for (std::size_t i = 0; i < args.size(); i += 6) {
    services["database"] = {args.Integer(i), args.Text(i + 1)};
    services["cache"] = {args.Integer(i + 2), args.Text(i + 3)};
    services["queue"] = {args.Integer(i + 4), args.Text(i + 5)};
    co_await CheckOnce(submission, args.Integer(i) + args.Integer(i + 2) +
                                       args.Integer(i + 4));
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
