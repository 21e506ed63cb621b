#include "grader/execute/failed_driver.h"

#include <variant>

namespace grader {

bool OnlyWaited(const Observation& seen) {
  const auto* killed = std::get_if<Killed>(&seen.termination);
  return std::holds_alternative<Deadlocked>(seen.termination) ||
         (killed != nullptr &&
          (killed->limit == Limit::kElapsed || killed->limit == Limit::kWall));
}

const DriverFailure* FailedDriver(const Observation& seen) {
  const auto& failure = seen.driver_failure;
  if (!failure || failure->within_reach || seen.trace.done ||
      seen.trace.error || !seen.limits_reached.empty()) {
    return nullptr;
  }
  return OnlyWaited(seen) || seen.termination == Termination(Exited{0})
             ? &*failure
             : nullptr;
}

}  // namespace grader
