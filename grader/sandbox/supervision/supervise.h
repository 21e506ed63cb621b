// Watches one run from its exec to its end: stamps its trace, runs its clock,
// keeps its output, and stops it at the first limit.
#ifndef GRADER_SANDBOX_SUPERVISION_SUPERVISE_H_
#define GRADER_SANDBOX_SUPERVISION_SUPERVISE_H_

#include "absl/status/statusor.h"
#include "grader/problem/limits.h"
#include "grader/sandbox/isolation/process.h"
#include "grader/sandbox/supervision/outcome.h"

namespace grader::sandbox {

// Lets `process` go and returns when it has ended and `containment` is empty.
// Under ClockKind::kVirtual `process.listener` must be set (see
// CompileClockFilter) and the caller must be allowed to ptrace the process.
// `explains_clock`: the virtual clock tells what it decides.
// A Status means that supervision itself failed; nothing is left running then
// either.
absl::StatusOr<Outcome> Supervise(Process process, const Limits& limits,
                                  ClockKind clock,
                                  const Containment& containment,
                                  bool explains_clock = false);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SUPERVISION_SUPERVISE_H_
