#include "grader/judge/noise.h"

namespace grader {
namespace {

// Shorter than what the delays of a problem differ by.
constexpr absl::Duration kLongComputation = absl::Milliseconds(25);

}  // namespace

bool NoiseExplains(const Observation& observation,
                   const std::vector<CheckResult>& checks) {
  if (observation.termination == Termination(Killed{Limit::kWall})) {
    return observation.run_queue_delay > observation.wall_time / 2;
  }
  const bool is_virtual = observation.clock == ClockKind::kVirtual;
  const absl::Duration noise =
      is_virtual ? observation.computed : observation.run_queue_delay;
  bool missed = false;
  for (const CheckResult& check : checks) {
    if (check.passed) continue;
    missed = true;
    if (check.kind != CheckKind::kTiming ||
        check.excess <= absl::ZeroDuration() || check.excess > noise) {
      return is_virtual && observation.computed > kLongComputation;
    }
  }
  return missed;
}

}  // namespace grader
