#include "grader/batch/output_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kResults[] = "results.jsonl";

absl::Status CannotWrite(const fs::path& path, int error) {
  return absl::InternalError(
      absl::StrCat("cannot write ", path.string(), ": ", std::strerror(error)));
}

bool WriteAll(int fd, absl::string_view content) {
  while (!content.empty()) {
    const ssize_t written = write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

OutputFolder::OutputFolder(fs::path folder, int lock)
    : folder_(std::move(folder)), lock_(lock) {}

OutputFolder::~OutputFolder() {
  if (results_ >= 0) close(results_);
  close(lock_);
}

absl::StatusOr<std::unique_ptr<OutputFolder>> OutputFolder::Open(
    const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  const int lock = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) return CannotWrite(folder, error ? error.value() : errno);
  std::unique_ptr<OutputFolder> opened(new OutputFolder(folder, lock));
  // Where the file system has no locks, people have to see to it themselves.
  if (flock(lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return absl::FailedPreconditionError(
        absl::StrCat("another batch is writing to ", folder.string(),
                     "; wait for it, or give another folder by --output"));
  }
  const fs::path results = folder / kResults;
  opened->results_ =
      open(results.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (opened->results_ < 0) return CannotWrite(results, errno);
  std::string& lines = opened->earlier_lines_;
  lines = ReadFile(results).value_or("");
  const std::size_t whole = lines.rfind('\n') + 1;  // 0 if there is none
  if (whole == lines.size()) return opened;
  lines.resize(whole);
  if (ftruncate(opened->results_, static_cast<off_t>(whole)) != 0) {
    return CannotWrite(results, errno);
  }
  return opened;
}

absl::Status OutputFolder::AddLine(absl::string_view line) {
  const fs::path results = folder_ / kResults;
  struct stat before;
  if (fstat(results_, &before) != 0) return CannotWrite(results, errno);
  if (WriteAll(results_, line)) return absl::OkStatus();
  const int error = errno;
  // A disk can be full in the middle of a line. If that cannot be cut off, the
  // next batch does it.
  [[maybe_unused]] const int cut = ftruncate(results_, before.st_size);
  return CannotWrite(results, error);
}

absl::Status OutputFolder::Replace(const std::string& name,
                                   absl::string_view content) const {
  const fs::path file = folder_ / name;
  const fs::path fresh = file.string() + ".new";
  std::error_code ignored;
  fs::create_directories(file.parent_path(), ignored);
  const int fd =
      open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) return CannotWrite(file, errno);
  absl::Cleanup remove = [&] { unlink(fresh.c_str()); };
  // Without fsync the new name could reach the disk before the content does.
  const bool written = WriteAll(fd, content) && fsync(fd) == 0;
  const int error = errno;
  close(fd);
  if (!written) return CannotWrite(file, error);
  if (rename(fresh.c_str(), file.c_str()) != 0) return CannotWrite(file, errno);
  std::move(remove).Cancel();
  return absl::OkStatus();
}

}  // namespace grader
