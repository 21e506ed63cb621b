// Which limits a run has reached, by what was seen of it and of its files.
#ifndef GRADER_SANDBOX_SESSION_LIMITS_REACHED_H_
#define GRADER_SANDBOX_SESSION_LIMITS_REACHED_H_

#include "absl/functional/function_ref.h"
#include "grader/execute/observation.h"
#include "grader/problem/limits.h"

namespace grader::sandbox {

struct LimitsSeen {
  bool disk_exceeded = false;  // whoever exceeds it is ended
  bool disk_full = false;      // whoever fills it meets an error
  bool descriptors_full = false;
  bool processes_full = false;
};

// Adds to `observation` the limits that `seen` tells of, and what follows from
// `limits` themselves. `has_full_file` tells whether a file is as large as one
// may be; it is asked only of a run to which that can have happened.
void AddLimits(const LimitsSeen& seen, const Limits& limits,
               absl::FunctionRef<bool()> has_full_file,
               Observation& observation);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_LIMITS_REACHED_H_
