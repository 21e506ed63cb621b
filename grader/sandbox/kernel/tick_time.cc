#include "grader/sandbox/kernel/tick_time.h"

#include <time.h>

namespace grader::sandbox {
namespace {

// Two ticks where they are rarest.
constexpr absl::Duration kLargePiece = absl::Milliseconds(20);

}  // namespace

std::optional<absl::Duration> ReadTickTime(pid_t pid) {
  // How Linux names the clocks of a process (MAKE_PROCESS_CPUCLOCK in
  // include/linux/posix-timers.h): the kind in the lowest bits, 0 for
  // CPUCLOCK_PROF, the sum of user and system time. clock_getcpuclockid(3)
  // gives only kind 2, CPUCLOCK_SCHED, which is the other account.
  const clockid_t clock =
      static_cast<clockid_t>(~static_cast<unsigned>(pid) << 3);
  timespec time;
  if (clock_gettime(clock, &time) != 0) return std::nullopt;
  return absl::DurationFromTimespec(time);
}

absl::Duration StolenTime(absl::Duration used, absl::Duration ticks) {
  if (used < kLargePiece || ticks < absl::ZeroDuration() || ticks > used / 2) {
    return absl::ZeroDuration();
  }
  return used - ticks;
}

}  // namespace grader::sandbox
