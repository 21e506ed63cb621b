#include "grader/sandbox/kernel/task_memory.h"

#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "grader/sandbox/kernel/shortage.h"

namespace grader::sandbox {

bool ReadMemory(pid_t tid, std::uint64_t address, void* to, std::size_t size) {
  const iovec local = {to, size};
  const iovec remote = {reinterpret_cast<void*>(address), size};
  return process_vm_readv(tid, &local, 1, &remote, 1, 0) ==
         static_cast<ssize_t>(size);
}

bool WriteMemory(pid_t tid, std::uint64_t address, const void* from,
                 std::size_t size) {
  const iovec local = {const_cast<void*>(from), size};
  const iovec remote = {reinterpret_cast<void*>(address), size};
  return process_vm_writev(tid, &local, 1, &remote, 1, 0) ==
         static_cast<ssize_t>(size);
}

UniqueFd DuplicateFd(pid_t tgid, int fd) {
  const UniqueFd process =
      NewDescriptor(static_cast<int>(syscall(SYS_pidfd_open, tgid, 0)));
  if (!process) return UniqueFd();
  return NewDescriptor(
      static_cast<int>(syscall(SYS_pidfd_getfd, process.get(), fd, 0)));
}

}  // namespace grader::sandbox
