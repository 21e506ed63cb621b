#include <algorithm>
#include <chrono>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "async.h"
#include "health_check.h"

namespace {

boost::asio::awaitable<ServiceHealth> check_or_error(std::string service) {
  try {
    co_return co_await check_service(service);
  } catch (const std::exception&) {
    co_return ServiceHealth{service, "error", std::nullopt};
  }
}

bool is_ok(const ServiceHealth& health) { return health.status == "ok"; }

}  // namespace

boost::asio::awaitable<HealthReport> health_check() {
  const auto begin = std::chrono::steady_clock::now();
  std::vector<boost::asio::awaitable<ServiceHealth>> checks;
  checks.push_back(check_or_error("database"));
  checks.push_back(check_or_error("cache"));
  checks.push_back(check_or_error("queue"));

  HealthReport report;
  report.services = co_await async::gather(std::move(checks));
  report.status =
      std::ranges::all_of(report.services, is_ok) ? "ok" : "degraded";
  const std::chrono::duration<double, std::milli> total =
      std::chrono::steady_clock::now() - begin;
  report.total_ms = total.count();
  co_return report;
}
