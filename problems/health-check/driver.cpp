// Driver of "Health check".
//
//   args: [twice] (DELAY_MS STATUS) × 3 …
//
// Each six arguments are one health check: how long the database, the cache
// and the queue take to answer, and what they answer. The status `fails` means
// that the service does not answer but fails after that time; `''` is an empty
// status. `twice`: a second health check begins 30 ms after each of them.
#include "driver.h"

#include <chrono>
#include <cmath>
#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

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

asio::awaitable<void> CheckOnce(driver::Submission& submission, int serial_ms,
                                int start_ms) {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  if (start_ms > 0) {
    co_await async::sleep_for(std::chrono::milliseconds(start_ms));
  }
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

std::string Status(const driver::Args& args, std::size_t index) {
  const std::string& status = args.Text(index);
  return status == "''" ? "" : status;
}

asio::awaitable<void> Scenario(driver::Args args,
                               driver::Submission& submission) {
  submission.Provide("check_service", CheckService);
  const bool twice = args.Text(0) == "twice";
  for (std::size_t i = twice ? 1 : 0; i < args.size(); i += 6) {
    const int serial_ms =
        args.Integer(i) + args.Integer(i + 2) + args.Integer(i + 4);
    services["database"] = {args.Integer(i), Status(args, i + 1)};
    services["cache"] = {args.Integer(i + 2), Status(args, i + 3)};
    services["queue"] = {args.Integer(i + 4), Status(args, i + 5)};
    std::vector<asio::awaitable<void>> checks;
    checks.push_back(CheckOnce(submission, serial_ms, 0));
    if (twice) checks.push_back(CheckOnce(submission, serial_ms, 30));
    co_await async::gather(std::move(checks));
  }
}

}  // namespace

int main(int argc, char** argv) { driver::Run(argc, argv, Scenario); }
