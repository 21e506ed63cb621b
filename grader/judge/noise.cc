#include "grader/judge/noise.h"

namespace grader {
namespace {

// Whether a failed check is about when something happened, and failed by no
// more than `noise`.
bool IsLateBy(const CheckResult& check, ClockKind clock, absl::Duration noise) {
  // On the real clock a wait for a core may come between any two spans that
  // follow each other; that they do is what the check found.
  const bool is_about_time =
      check.kind == CheckKind::kTiming ||
      (check.kind == CheckKind::kConcurrency && clock == ClockKind::kVirtual);
  return is_about_time && check.excess > absl::ZeroDuration() &&
         check.excess <= noise;
}

}  // namespace

bool NoiseExplains(const Observation& observation,
                   const std::vector<CheckResult>& checks) {
  if (observation.termination == Termination(Killed{Limit::kWall})) {
    return observation.run_queue_delay > observation.wall_time / 2;
  }
  const absl::Duration noise = observation.clock == ClockKind::kVirtual
                                   ? observation.computed
                                   : observation.run_queue_delay;
  bool missed = false;
  for (const CheckResult& check : checks) {
    if (check.passed) continue;
    missed = true;
    if (!IsLateBy(check, observation.clock, noise)) return false;
  }
  return missed;
}

}  // namespace grader
