// The time of day, for people and for other machines.
#ifndef GRADER_EXECUTE_TIME_OF_DAY_H_
#define GRADER_EXECUTE_TIME_OF_DAY_H_

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace grader {

// When something was, for whoever reads of it elsewhere or later. Whoever sets
// the clock changes it, so nothing on this machine is measured by it: see
// MonotonicNow.
inline absl::Time TimeOfDay() { return absl::Now(); }

}  // namespace grader

#endif  // GRADER_EXECUTE_TIME_OF_DAY_H_
