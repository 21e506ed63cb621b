#include "grader/sandbox/session/limits_reached.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace grader::sandbox {
namespace {

// No program runs in less, however short it is looked at.
constexpr std::int64_t kLeastMemory = 512 * kKiB;

void Add(std::vector<Limit>& limits, Limit limit) {
  const auto place = std::lower_bound(limits.begin(), limits.end(), limit);
  if (place == limits.end() || *place != limit) limits.insert(place, limit);
}

}  // namespace

void AddLimits(const LimitsSeen& seen, const Limits& limits,
               absl::FunctionRef<bool()> has_full_file,
               Observation& observation) {
  Termination& end = observation.termination;
  std::vector<Limit>& reached = observation.limits_reached;
  if (seen.disk_exceeded) end = Killed{Limit::kDisk};
  if (limits.memory_bytes < kLeastMemory) end = Killed{Limit::kMemory};
  if (seen.disk_full) Add(reached, Limit::kDisk);
  if (seen.descriptors_full) Add(reached, Limit::kOpenFiles);
  if (seen.processes_full) Add(reached, Limit::kProcesses);
  if (end != Termination(Exited{0}) && end != Termination(Deadlocked{}) &&
      end != Termination(Killed{Limit::kFileSize}) && has_full_file()) {
    Add(reached, Limit::kFileSize);
  }
}

}  // namespace grader::sandbox
