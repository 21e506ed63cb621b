// What the kernel refused, in words.
#ifndef GRADER_SANDBOX_KERNEL_SYSTEM_FAILURE_H_
#define GRADER_SANDBOX_KERNEL_SYSTEM_FAILURE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace grader::sandbox {

// kUnavailable with `what` was tried and why that failed (errno).
absl::Status SystemFailure(absl::string_view what);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_KERNEL_SYSTEM_FAILURE_H_
