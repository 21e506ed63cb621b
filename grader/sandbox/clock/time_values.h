// Times in the memory of a task, as the kernel would read them there.
#ifndef GRADER_SANDBOX_CLOCK_TIME_VALUES_H_
#define GRADER_SANDBOX_CLOCK_TIME_VALUES_H_

#include <sys/types.h>
#include <time.h>

#include <cstdint>
#include <optional>

#include "absl/time/time.h"

namespace grader::sandbox {

// A timespec(3), if it is one that the kernel accepts as a time to wait.
std::optional<absl::Duration> ToDuration(const timespec& time);
// The one at `address` in the memory of `tid`, if there is one.
std::optional<absl::Duration> ReadTimespec(pid_t tid, std::uint64_t address);
std::optional<absl::Duration> ReadTimeval(pid_t tid, std::uint64_t address);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_TIME_VALUES_H_
