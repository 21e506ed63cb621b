// Reading and writing the small files that the kernel shows (procfs, sysfs,
// cgroups).
#ifndef GRADER_SANDBOX_KERNEL_SMALL_FILES_H_
#define GRADER_SANDBOX_KERNEL_SMALL_FILES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace grader::sandbox {

// The whole of a small file; empty if it cannot be read.
std::string ReadSmallFile(const std::string& path);

// Writes `text` in one write(2).
absl::Status WriteSmallFile(const std::string& path, absl::string_view text);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_KERNEL_SMALL_FILES_H_
