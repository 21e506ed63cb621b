#include "grader/problem/whole_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

absl::Status CannotWrite(const fs::path& path, int error) {
  return absl::InternalError(
      absl::StrCat("cannot write ", path.string(), ": ", std::strerror(error)));
}

// As any new file is: mkstemp(3) lets nobody else read it.
mode_t UsualMode() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

constexpr char kHalfWritten[] = ".grader-";

// A file beside `path` with that content, on the disk; its name.
absl::StatusOr<std::string> WriteBeside(const fs::path& path,
                                        absl::string_view content) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return CannotWrite(path, error.value());
  std::string name = (path.parent_path() / kHalfWritten).string() + "XXXXXX";
  const int fd = mkostemp(name.data(), O_CLOEXEC);
  if (fd < 0) return CannotWrite(path, errno);
  // Without fsync the name could reach the disk before the content does.
  const bool written =
      WriteAll(fd, content) && fchmod(fd, UsualMode()) == 0 && fsync(fd) == 0;
  const int reason = errno;
  close(fd);
  if (written) return name;
  unlink(name.c_str());
  return CannotWrite(path, reason);
}

bool IsThere(const fs::path& path) {
  struct stat there = {};
  return lstat(path.c_str(), &there) == 0;
}

// 0, or the reason why `from` cannot be called `to`; EEXIST if something is.
int RenameUnlessThere(const std::string& from, const fs::path& to) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(),
                RENAME_NOREPLACE) == 0) {
    return 0;
  }
  // Some file systems, such as NFS, cannot do both in one step.
  if (errno != EINVAL) return errno;
  if (IsThere(to)) return EEXIST;
  return rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

}  // namespace

bool WriteAll(int fd, absl::string_view content) {
  while (!content.empty()) {
    const ssize_t count = write(fd, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool IsHalfWritten(const fs::path& path) {
  return path.filename().string().starts_with(kHalfWritten);
}

absl::Status ReplaceFile(const fs::path& path, absl::string_view content) {
  const auto beside = WriteBeside(path, content);
  if (!beside.ok()) return beside.status();
  if (rename(beside->c_str(), path.c_str()) == 0) return absl::OkStatus();
  const int reason = errno;
  unlink(beside->c_str());
  return CannotWrite(path, reason);
}

absl::StatusOr<bool> AddFile(const fs::path& path, absl::string_view content) {
  if (IsThere(path)) return false;
  const auto beside = WriteBeside(path, content);
  if (!beside.ok()) return beside.status();
  const int reason = RenameUnlessThere(*beside, path);
  if (reason == 0) return true;
  unlink(beside->c_str());
  if (reason == EEXIST) return false;
  return CannotWrite(path, reason);
}

absl::Status AppendLine(int fd, const fs::path& path, absl::string_view line) {
  struct stat before = {};
  if (fstat(fd, &before) != 0) return CannotWrite(path, errno);
  if (WriteAll(fd, line)) return absl::OkStatus();
  const int reason = errno;
  // A disk can be full in the middle of a line. If that cannot be cut off, who
  // opens the file next does it.
  [[maybe_unused]] const int cut = ftruncate(fd, before.st_size);
  return CannotWrite(path, reason);
}

}  // namespace grader
