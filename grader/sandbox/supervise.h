// Watches one run from its exec to its end: stamps its trace, runs its clock,
// keeps its output, and stops it at the first limit.
#ifndef GRADER_SANDBOX_SUPERVISE_H_
#define GRADER_SANDBOX_SUPERVISE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "grader/execute/observation.h"
#include "grader/problem/limits.h"
#include "grader/sandbox/policy.h"
#include "grader/sandbox/process.h"

namespace grader::sandbox {

// The facts of a run as the supervisor has them: an Observation whose trace is
// still in packets.
struct Outcome {
  Observation observation;           // `trace`, `files`, `isolation` not set
  std::vector<TracePacket> packets;  // in order
};

// Lets `process` go and returns when it has ended and `containment` is empty.
// Under ClockKind::kVirtual `process.listener` must be set (see
// InstallClockFilter) and the caller must be allowed to ptrace the process.
// A Status means that supervision itself failed; nothing is left running then
// either.
absl::StatusOr<Outcome> Supervise(Process process, const Limits& limits,
                                  ClockKind clock,
                                  const Containment& containment);

// Compiles the filter that notifies the supervisor of every call that reads or
// waits for time (ClockKind::kVirtual) and of writes to the trace descriptor.
// Takes about two milliseconds: once for all runs.
absl::StatusOr<FilterProgram> CompileClockFilter(ClockKind clock);

// Called in the process itself, between its fork and its exec, after
// no_new_privs is set and after any other seccomp filter: installs what
// CompileClockFilter made. Returns the listener, or -1 and errno.
// Async-signal-safe.
int InstallClockFilter(const FilterProgram& filter);

// Why the virtual clock cannot be had on this machine, found by trying
// (user notification, ptrace, process_vm_writev, pidfd_getfd); OK if it can.
absl::Status ProbeVirtualClock();

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SUPERVISE_H_
