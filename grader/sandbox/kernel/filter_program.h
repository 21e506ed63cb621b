// Compiled seccomp filters (seccomp(2)): made once by libseccomp, installed by
// each process that they are for.
#ifndef GRADER_SANDBOX_KERNEL_FILTER_PROGRAM_H_
#define GRADER_SANDBOX_KERNEL_FILTER_PROGRAM_H_

#include <linux/filter.h>

#include <vector>

#include "absl/status/statusor.h"

namespace grader::sandbox {

using FilterProgram = std::vector<sock_filter>;

// What libseccomp made of the rules of `context`, a scmp_filter_ctx.
absl::StatusOr<FilterProgram> ExportProgram(void* context);

// Installs `program` on the calling thread, which must have no_new_privs.
// Returns 0, or -1 and errno. Async-signal-safe.
int InstallFilter(const FilterProgram& program);

// As above, for a program that notifies of calls (seccomp_unotify(2)); to be
// installed after all others. Returns the listener, or -1 and errno.
int InstallNotifyingFilter(const FilterProgram& program);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_KERNEL_FILTER_PROGRAM_H_
