#include "grader/sandbox/clock/time_values.h"

#include <sys/time.h>

#include "grader/sandbox/kernel/task_memory.h"

namespace grader::sandbox {

std::optional<absl::Duration> ToDuration(const timespec& time) {
  if (time.tv_sec < 0 || time.tv_nsec < 0 || time.tv_nsec >= 1'000'000'000) {
    return std::nullopt;
  }
  return absl::DurationFromTimespec(time);
}

std::optional<absl::Duration> ReadTimespec(pid_t tid, std::uint64_t address) {
  const auto time = ReadValue<timespec>(tid, address);
  return time.has_value() ? ToDuration(*time) : std::nullopt;
}

std::optional<absl::Duration> ReadTimeval(pid_t tid, std::uint64_t address) {
  const auto time = ReadValue<timeval>(tid, address);
  if (!time.has_value() || time->tv_sec < 0 || time->tv_usec < 0) {
    return std::nullopt;
  }
  return absl::Seconds(time->tv_sec) + absl::Microseconds(time->tv_usec);
}

}  // namespace grader::sandbox
