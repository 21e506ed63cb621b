// Problem "Health check": what is given, and what you write.
#ifndef PROBLEMS_HEALTH_CHECK_HEALTH_CHECK_H_
#define PROBLEMS_HEALTH_CHECK_HEALTH_CHECK_H_

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <vector>

struct ServiceHealth {
  std::string service;
  std::string status;             // "ok" if all is well
  std::optional<int> latency_ms;  // nothing if the service gave no answer
};

struct HealthReport {
  std::string status;
  std::vector<ServiceHealth> services;
  double total_ms = 0;
};

// Given: asks the service "database", "cache" or "queue" how it is. Takes
// 50 ms, 20 ms and 30 ms, and throws if the service gives no answer.
boost::asio::awaitable<ServiceHealth> check_service(std::string service);

// Yours: asks the three services together. The report has them in the order
// above, and says how long the check as a whole took.
boost::asio::awaitable<HealthReport> health_check();

#endif  // PROBLEMS_HEALTH_CHECK_HEALTH_CHECK_H_
