// The system calls that a submission is refused, as seccomp filters made by
// libseccomp. Refused calls fail with an errno, as on a kernel that lacks them,
// or succeed without an effect, so that compilers and runtimes go on; calls of
// a foreign architecture (int 0x80, x32) end the process.
#ifndef GRADER_SANDBOX_ISOLATION_POLICY_H_
#define GRADER_SANDBOX_ISOLATION_POLICY_H_

#include <sys/types.h>

#include "absl/status/statusor.h"
#include "grader/sandbox/kernel/filter_program.h"

namespace grader::sandbox {

struct Policy {
  // Inside namespaces local sockets lead nowhere and are let be, those of
  // networks are refused; without them, no socket can be made but pairs.
  bool sockets = true;
  // What is written to a file of memfd_create(2) is nobody's memory but a
  // cgroup's: without one it would escape the limit.
  bool memory_files = true;
  // Without a pid namespace and without Landlock's scoping a process could
  // signal whatever else runs under its uid: it may signal itself only. Needs
  // `self`, the process that the filter is for.
  bool signals = true;
  pid_t self = 0;
};

// Compiles what is refused to everybody in the sandbox, process 1 included
// (about half a millisecond). To be installed once: each installation costs
// tens of microseconds.
absl::StatusOr<FilterProgram> CompilePolicy(const Policy& policy);

// Compiles the small rest, which process 1 needs itself and each run adds:
// mounting, entering namespaces, and the restriction of Policy::signals.
absl::StatusOr<FilterProgram> CompileRunPolicy(const Policy& policy);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_POLICY_H_
