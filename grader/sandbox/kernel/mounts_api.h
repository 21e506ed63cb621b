// The newer mount calls of the kernel (5.12 and later), which glibc 2.36 has
// only in part.
#ifndef GRADER_SANDBOX_KERNEL_MOUNTS_API_H_
#define GRADER_SANDBOX_KERNEL_MOUNTS_API_H_

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <string>

#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

inline constexpr std::uint64_t kAttrReadOnly = 0x1;
inline constexpr std::uint64_t kAttrNoSuid = 0x2;
inline constexpr std::uint64_t kAttrNoDev = 0x4;
inline constexpr std::uint64_t kAttrNoExec = 0x8;

// A detached copy of the mounts at and below `path`; see open_tree(2). Not set,
// and errno, on failure.
inline UniqueFd CloneTree(int directory, const std::string& path) {
  constexpr unsigned kClone = 1;  // OPEN_TREE_CLONE
  constexpr unsigned kRecursive = 0x8000;
  return UniqueFd(
      static_cast<int>(syscall(SYS_open_tree, directory, path.c_str(),
                               kClone | kRecursive | O_CLOEXEC)));
}

// Sets attributes on all mounts of a tree; see mount_setattr(2).
inline bool SetAttributes(const UniqueFd& tree, std::uint64_t attributes) {
  struct {
    std::uint64_t set, clear, propagation, user_namespace;
  } change = {attributes, 0, 0, 0};
  constexpr unsigned kRecursive = 0x8000;
  return syscall(SYS_mount_setattr, tree.get(), "", AT_EMPTY_PATH | kRecursive,
                 &change, sizeof change) == 0;
}

// Attaches a detached tree at `path`; see move_mount(2).
inline bool Attach(const UniqueFd& tree, const std::string& path) {
  constexpr unsigned kFromEmptyPath = 4;  // MOVE_MOUNT_F_EMPTY_PATH
  return syscall(SYS_move_mount, tree.get(), "", AT_FDCWD, path.c_str(),
                 kFromEmptyPath) == 0;
}

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_KERNEL_MOUNTS_API_H_
