// Whether the virtual clock can be had on this machine.
#ifndef GRADER_SANDBOX_CLOCK_CLOCK_PROBE_H_
#define GRADER_SANDBOX_CLOCK_CLOCK_PROBE_H_

#include "absl/status/status.h"

namespace grader::sandbox {

// Why the virtual clock cannot be had on this machine, found by trying
// (user notification, ptrace, process_vm_writev, pidfd_getfd); OK if it can.
absl::Status ProbeVirtualClock();

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_CLOCK_PROBE_H_
