#include "grader/sandbox/session/foundation.h"

#include <utility>

#include "grader/sandbox/clock/clock_filter.h"
#include "grader/sandbox/isolation/landlock.h"
#include "grader/sandbox/isolation/policy.h"
#include "grader/sandbox/isolation/zygote_order.h"

namespace grader::sandbox {
namespace {

absl::StatusOr<SessionFilters> CompileFilters(const Policy& policy,
                                              bool seccomp) {
  SessionFilters filters;
  absl::StatusOr<FilterProgram> filter = CompileClockFilter();
  if (!filter.ok()) return filter.status();
  filters.clock = *std::move(filter);
  if (!seccomp) return filters;
  filter = CompilePolicy(policy);
  if (!filter.ok()) return filter.status();
  filters.all = *std::move(filter);
  filter = CompileRunPolicy({});
  if (!filter.ok()) return filter.status();
  filters.runs = *std::move(filter);
  return filters;
}

}  // namespace

Foundation LayFoundation(const WantedLayers& wanted) {
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
  return foundation;
}

absl::StatusOr<absl::string_view> PackedFilters(bool namespaces,
                                                Foundation& foundation) {
  std::string& packed =
      namespaces ? foundation.filters : foundation.filters_without;
  if (packed.empty()) {
    Policy policy;
    policy.memory_files = foundation.cgroup.has_value();
    policy.sockets = namespaces;
    const absl::StatusOr<SessionFilters> filters =
        CompileFilters(policy, foundation.wanted.seccomp);
    if (!filters.ok()) return filters.status();
    packed = PackFilters(*filters);
  }
  return packed;
}

}  // namespace grader::sandbox
