// The clock that durations and deadlines of real time are measured by: one that
// nobody sets, neither an administrator nor NTP, and that stands still while
// the machine is suspended.
#ifndef GRADER_EXECUTE_MONOTONIC_H_
#define GRADER_EXECUTE_MONOTONIC_H_

#include <time.h>

#include "absl/time/time.h"

namespace grader {

// Now, by CLOCK_MONOTONIC (clock_gettime(2)). Means something only beside other
// values of this function: it is no time of day.
inline absl::Time MonotonicNow() {
  timespec now = {};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return absl::UnixEpoch() + absl::DurationFromTimespec(now);
}

}  // namespace grader

#endif  // GRADER_EXECUTE_MONOTONIC_H_
