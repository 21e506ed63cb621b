#include "grader/sandbox/session/foundation.h"

#include <utility>

#include "grader/sandbox/clock/clock_filter.h"
#include "grader/sandbox/isolation/landlock.h"

namespace grader::sandbox {

absl::StatusOr<Foundation> LayFoundation(const WantedLayers& wanted) {
  Foundation foundation;
  foundation.wanted = wanted;
  if (wanted.landlock) foundation.landlock = LandlockVersion();
  if (!wanted.cgroup) {
    foundation.cgroup_reason = "not wanted";
  } else if (absl::StatusOr<Cgroup> cgroup = Cgroup::Make(); cgroup.ok()) {
    foundation.cgroup.emplace(*std::move(cgroup));
  } else {
    foundation.cgroup_reason = std::string(cgroup.status().message());
  }
  if (wanted.seccomp) {
    Policy policy;
    policy.memory_files = foundation.cgroup.has_value();
    absl::StatusOr<FilterProgram> filter = CompilePolicy(policy);
    if (!filter.ok()) return filter.status();
    foundation.filter = *std::move(filter);
    policy.sockets = false;
    filter = CompilePolicy(policy);
    if (!filter.ok()) return filter.status();
    foundation.filter_without = *std::move(filter);
    filter = CompileRunPolicy({});
    if (!filter.ok()) return filter.status();
    foundation.run_filter = *std::move(filter);
  }
  absl::StatusOr<FilterProgram> clock = CompileClockFilter();
  if (!clock.ok()) return clock.status();
  foundation.clock_filter = *std::move(clock);
  return foundation;
}

}  // namespace grader::sandbox
