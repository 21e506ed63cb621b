// How the memory and the descriptors of another task are reached.
#ifndef GRADER_SANDBOX_KERNEL_TASK_MEMORY_H_
#define GRADER_SANDBOX_KERNEL_TASK_MEMORY_H_

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>

#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

// Copies memory of task `tid`. False: not mapped, or the task is gone. See
// process_vm_readv(2).
bool ReadMemory(pid_t tid, std::uint64_t address, void* to, std::size_t size);
bool WriteMemory(pid_t tid, std::uint64_t address, const void* from,
                 std::size_t size);

template <typename T>
std::optional<T> ReadValue(pid_t tid, std::uint64_t address) {
  T value;
  if (!ReadMemory(tid, address, &value, sizeof value)) return std::nullopt;
  return value;
}
template <typename T>
bool WriteValue(pid_t tid, std::uint64_t address, const T& value) {
  return WriteMemory(tid, address, &value, sizeof value);
}

// A duplicate of descriptor `fd` of process `tgid`; not set and errno if it has
// none. See pidfd_getfd(2).
UniqueFd DuplicateFd(pid_t tgid, int fd);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_KERNEL_TASK_MEMORY_H_
