#include "grader/sandbox/kernel/filter_program.h"

#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {
namespace {

int Install(const FilterProgram& program, unsigned flags) {
  const sock_fprog filter = {static_cast<unsigned short>(program.size()),
                             const_cast<sock_filter*>(program.data())};
  return static_cast<int>(
      syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &filter));
}

}  // namespace

absl::StatusOr<FilterProgram> ExportProgram(scmp_filter_ctx context) {
  const UniqueFd file(memfd_create("filter", MFD_CLOEXEC));
  if (!file) return absl::ErrnoToStatus(errno, "memfd_create");
  if (const int result = seccomp_export_bpf(context, file.get()); result != 0) {
    return absl::ErrnoToStatus(-result, "cannot compile the filter");
  }
  const off_t size = lseek(file.get(), 0, SEEK_END);
  FilterProgram program(static_cast<std::size_t>(size) / sizeof(sock_filter));
  if (pread(file.get(), program.data(), static_cast<std::size_t>(size), 0) !=
      size) {
    return absl::ErrnoToStatus(errno, "cannot read the filter");
  }
  return program;
}

int InstallFilter(const FilterProgram& program) { return Install(program, 0); }

int InstallNotifyingFilter(const FilterProgram& program) {
  // Not SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV: signals interrupt real waits,
  // so they must interrupt the held ones.
  return Install(program, SECCOMP_FILTER_FLAG_NEW_LISTENER);
}

}  // namespace grader::sandbox
