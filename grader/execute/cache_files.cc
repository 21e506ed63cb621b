#include "grader/execute/cache_files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/open_beneath.h"
#include "grader/problem/whole_file.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// What a file or folder takes on the disk at least.
constexpr std::int64_t kBlock = 4096;
// A folder that was being filled this long ago never will be.
constexpr std::int64_t kAbandonedSeconds = 3600;

absl::Status Failure(const fs::path& path) {
  return absl::InternalError(
      absl::StrCat(path.string(), ": ", strerror(errno)));
}

std::int64_t Nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

// Opens a file that is not there yet, whatever the umask is.
int Create(const fs::path& path, mode_t mode) {
  std::error_code ignored;
  const int fd =
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd >= 0) fchmod(fd, mode);
  return fd;
}

// Makes the folders of `name` below `folder`, open to all.
void MakeFolders(const fs::path& folder, const fs::path& name) {
  fs::path path = folder;
  for (const fs::path& part : name.parent_path()) {
    path /= part;
    if (mkdir(path.c_str(), 0755) == 0) chmod(path.c_str(), 0755);
  }
}

std::int64_t SizeOfTree(const fs::path& folder) {
  std::int64_t size = kBlock;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end;
       !error && entry != end; entry.increment(error)) {
    const auto file = DescribeFile(entry->path());
    size += kBlock + (file ? (file->size + kBlock - 1) / kBlock * kBlock : 0);
  }
  return size;
}

struct Candidate {
  std::int64_t used_ns = 0;
  std::int64_t size = 0;
  fs::path folder;
};

// All entries, the one that was not used for longest first. Removes what
// graders that are gone left unfinished.
std::vector<Candidate> Candidates(const fs::path& entries) {
  std::vector<Candidate> candidates;
  std::error_code error;
  for (fs::directory_iterator entry(entries, error), end;
       !error && entry != end; entry.increment(error)) {
    struct stat info;
    if (entry->path().filename().string()[0] == '.') {
      if (stat(entry->path().c_str(), &info) == 0 &&
          info.st_mtim.tv_sec + kAbandonedSeconds < time(nullptr)) {
        std::error_code ignored;
        fs::remove_all(entry->path(), ignored);
      }
      continue;
    }
    const auto manifest = DescribeFile(entry->path() / "manifest");
    candidates.push_back({manifest ? manifest->changed_ns : 0,
                          SizeOfTree(entry->path()), entry->path()});
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) {
              return a.used_ns < b.used_ns;
            });
  return candidates;
}

// Removes entries until a tenth of `max_bytes` is free; gives what is left.
std::int64_t MakeRoom(const fs::path& root, std::int64_t max_bytes) {
  const std::vector<Candidate> candidates = Candidates(root / "entries");
  std::int64_t total = 0;
  for (const Candidate& candidate : candidates) total += candidate.size;
  for (const Candidate& candidate : candidates) {
    if (total <= max_bytes - max_bytes / 10) break;
    RemoveEntry(candidate.folder);
    if (!fs::exists(candidate.folder)) total -= candidate.size;
  }
  return total;
}

}  // namespace

std::optional<FileFacts> DescribeFile(const fs::path& path) {
  struct stat info;
  if (lstat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) {
    return std::nullopt;
  }
  return FileFacts{info.st_size, Nanoseconds(info.st_mtim)};
}

absl::Status WriteNewFile(const fs::path& path, absl::string_view content) {
  const int fd = Create(path, 0644);
  if (fd < 0) return Failure(path);
  const bool written = WriteAll(fd, content);
  const absl::Status status = written ? absl::OkStatus() : Failure(path);
  close(fd);
  return status;
}

absl::Status CopyPlainFile(const fs::path& from, const std::string& name,
                           const fs::path& to) {
  const fs::path source = from / name;
  const int folder = open(from.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return Failure(from);
  const absl::Cleanup close_folder = [&] { close(folder); };
  const int in = OpenBeneath(folder, name);
  if (in < 0) return Failure(source);
  const absl::Cleanup close_in = [&] { close(in); };
  struct stat info;
  if (fstat(in, &info) != 0) return Failure(source);
  if (!S_ISREG(info.st_mode)) {
    return absl::InternalError(
        absl::StrCat(source.string(), " is no regular file"));
  }
  MakeFolders(to, name);
  const int out = Create(to / name, (info.st_mode & 0111) != 0 ? 0755 : 0644);
  if (out < 0) return Failure(to / name);
  const absl::Cleanup close_out = [&] { close(out); };
  std::vector<char> buffer(256 * 1024);
  for (;;) {
    const ssize_t got = read(in, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Failure(source);
    if (got == 0) return absl::OkStatus();
    if (!WriteAll(out, {buffer.data(), static_cast<std::size_t>(got)})) {
      return Failure(to / name);
    }
  }
}

absl::StatusOr<fs::path> MakeNewFolder(const fs::path& entries) {
  // A number would not do: graders that share a cache may have the same process
  // id, each in a container of its own.
  std::string folder = (entries / ".new-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) {
    return absl::InternalError(absl::StrCat(
        "cannot write to ", entries.string(), ": ", strerror(errno)));
  }
  return fs::path(folder);
}

NamesLock::NamesLock(const fs::path& entries)
    : fd_(open(entries.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  // Where the file system has no locks, there is nobody to lock out.
  while (fd_ >= 0 && flock(fd_, LOCK_EX) != 0 && errno == EINTR) {
  }
}

NamesLock::~NamesLock() {
  if (fd_ >= 0) close(fd_);
}

std::optional<fs::path> TakeAway(const fs::path& folder) {
  const int lock =
      open((folder / "manifest").c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  const absl::Cleanup unlock = [&] {
    if (lock >= 0) close(lock);
  };
  // Without a manifest that can be read nobody uses it.
  const bool is_damaged =
      errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == EACCES;
  if (lock < 0 ? !is_damaged : flock(lock, LOCK_EX | LOCK_NB) != 0) {
    return std::nullopt;
  }
  const auto away = MakeNewFolder(folder.parent_path());
  if (!away.ok()) return std::nullopt;
  // The whole entry at once: what comes under its name from now on is another.
  if (rename(folder.c_str(), (*away / "entry").c_str()) == 0) return *away;
  rmdir(away->c_str());
  return std::nullopt;
}

void RemoveEntry(const fs::path& folder) {
  std::optional<fs::path> away;
  {
    const NamesLock lock(folder.parent_path());
    if (!lock.opened()) return;
    away = TakeAway(folder);
  }
  std::error_code ignored;
  if (away) fs::remove_all(*away, ignored);
}

void KeepWithin(const fs::path& root, const fs::path& added,
                std::int64_t max_bytes) {
  // How much there is stands in a file, so that most additions need not look.
  const int fd =
      open((root / "size").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return;
  const absl::Cleanup release = [&] { close(fd); };
  if (flock(fd, LOCK_EX) != 0) return;
  char text[32] = {};
  std::int64_t size = 0;
  if (pread(fd, text, sizeof text - 1, 0) <= 0 ||
      !absl::SimpleAtoi(text, &size)) {
    size = max_bytes;  // not known: look
  }
  size += SizeOfTree(added);
  if (size > max_bytes) size = MakeRoom(root, max_bytes);
  const std::string line = absl::StrCat(size, "\n");
  if (ftruncate(fd, 0) != 0 || pwrite(fd, line.data(), line.size(), 0) < 0) {
    return;  // looked for again next time
  }
}

}  // namespace grader
