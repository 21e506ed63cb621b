#include "grader/execute/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace grader {

int LockFolder(const std::string& path) {
  const int fd =
      open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return -1;
  struct stat locked;
  struct stat there;
  // It may have been removed before the lock was ours, and made anew.
  if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &locked) == 0 &&
      lstat(path.c_str(), &there) == 0 && locked.st_ino == there.st_ino &&
      locked.st_dev == there.st_dev) {
    return fd;
  }
  close(fd);
  return -1;
}

}  // namespace grader
