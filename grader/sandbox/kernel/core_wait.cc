#include "grader/sandbox/kernel/core_wait.h"

#include <sched.h>

#include <algorithm>

namespace grader::sandbox {
namespace {

// Long enough for figures that are a tick late not to matter.
constexpr absl::Duration kSettleAfter = absl::Milliseconds(40);

}  // namespace

void CoreWait::Add(absl::Duration real, absl::Duration cpu,
                   absl::Duration delay, absl::Duration watcher) {
  real_ += real;
  cpu_ += cpu;
  delay_ += delay;
  watcher_ += watcher;
  if (real_ < kSettleAfter) return;
  settled_ += Lost();
  real_ = cpu_ = delay_ = watcher_ = absl::ZeroDuration();
}

// With `ready` tasks at a time, the run would have used so many cores, or all
// there are; what it did use says how much of that time it lost.
absl::Duration CoreWait::Lost() const {
  if (real_ <= absl::ZeroDuration()) return absl::ZeroDuration();
  const double ready = absl::FDivDuration(cpu_ + delay_, real_);
  const double used = std::min<double>(ready, cores_);
  const absl::Duration lost = used <= 1 ? delay_ : real_ - cpu_ / used;
  // Nobody else had what it used itself.
  return std::clamp(lost + watcher_, absl::ZeroDuration(),
                    std::max(real_ - cpu_ / cores_, absl::ZeroDuration()));
}

int AvailableCores() {
  cpu_set_t cores;
  // Fails where there are more than fit in; then there are many.
  if (sched_getaffinity(0, sizeof cores, &cores) != 0) return CPU_SETSIZE;
  return std::max(CPU_COUNT(&cores), 1);
}

}  // namespace grader::sandbox
