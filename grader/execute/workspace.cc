#include "grader/execute/workspace.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/execute/empty_folder.h"
#include "grader/execute/folder_lock.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kPrefix[] = "grader-workspace-";

bool OwnedByUs(int folder) {
  struct stat info;
  return fstat(folder, &info) == 0 && info.st_uid == geteuid();
}

void RemoveStale(const fs::path& parent) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    if (entry.path().filename().string().rfind(kPrefix, 0) != 0) continue;
    const int lock = LockFolder(entry.path());
    if (lock < 0) continue;
    if (OwnedByUs(lock)) {
      EmptyFolder(lock);
      rmdir(entry.path().c_str());
    }
    close(lock);
  }
}

}  // namespace

absl::StatusOr<Workspace> Workspace::Create() {
  std::error_code error;
  const fs::path parent = fs::temp_directory_path(error);
  if (error) {
    return absl::InternalError(
        absl::StrCat("no folder for temporary files: ", error.message()));
  }
  RemoveStale(parent);
  // Another start may take a folder for stale between its making and its
  // locking; it is gone then, and the next try makes another.
  for (int tries = 0; tries < 10; ++tries) {
    std::string folder = (parent / kPrefix).string() + "XXXXXX";
    if (mkdtemp(folder.data()) == nullptr) {
      return absl::InternalError(absl::StrCat("cannot make a folder in ",
                                              parent.string(), ": ",
                                              std::strerror(errno)));
    }
    const int lock = LockFolder(folder);
    if (lock < 0) continue;
    // A run has another user's id when root grades, and must get to its folder;
    // it cannot list this one.
    if (geteuid() == 0) fchmod(lock, 0711);
    struct stat info;
    if (fstat(lock, &info) == 0 && info.st_nlink > 0) {
      return Workspace(folder, lock);
    }
    close(lock);
  }
  return absl::InternalError("cannot keep a folder for temporary files");
}

Workspace::Workspace(fs::path path, int lock)
    : path_(std::move(path)), lock_(lock) {}

Workspace::Workspace(Workspace&& other) noexcept
    : path_(std::move(other.path_)),
      folders_(other.folders_),
      lock_(std::exchange(other.lock_, -1)) {}

Workspace::~Workspace() {
  if (lock_ < 0) return;
  EmptyFolder(lock_);
  rmdir(path_.c_str());
  close(lock_);
}

absl::StatusOr<fs::path> Workspace::MakeFolder(absl::string_view name) {
  fs::path folder = path_ / std::string(name);
  std::error_code error;
  if (!fs::create_directory(folder, error)) {
    return absl::InternalError(
        absl::StrCat("cannot make ", folder.string(), ": ", error.message()));
  }
  return folder;
}

absl::StatusOr<fs::path> Workspace::MakeUniqueFolder(absl::string_view name) {
  return MakeFolder(absl::StrCat(name, "-", ++folders_));
}

absl::Status WriteFile(const fs::path& path, absl::string_view content) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream file(path, std::ios::binary);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) {
    return absl::InternalError(absl::StrCat("cannot write ", path.string()));
  }
  return absl::OkStatus();
}

}  // namespace grader
