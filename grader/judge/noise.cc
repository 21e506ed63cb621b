#include "grader/judge/noise.h"

namespace grader {

bool NoiseExplains(const Observation& observation,
                   const std::vector<CheckResult>& checks) {
  if (observation.termination == Termination(Killed{Limit::kWall})) {
    return observation.run_queue_delay > observation.wall_time / 2;
  }
  if (observation.clock == ClockKind::kVirtual) return false;
  bool missed = false;
  for (const CheckResult& check : checks) {
    if (check.passed) continue;
    missed = true;
    if (check.kind != CheckKind::kTiming ||
        check.excess <= absl::ZeroDuration() ||
        check.excess > observation.run_queue_delay) {
      return false;
    }
  }
  return missed;
}

}  // namespace grader
