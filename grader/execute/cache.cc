#include "grader/execute/cache.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <system_error>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/cache_files.h"
#include "grader/problem/limits.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr char kManifest[] = "manifest";

fs::path EntryFolder(const fs::path& root, const std::string& name) {
  return root / "entries" / name;
}

// Whether the files of `folder` are those its manifest tells of.
bool IsIntact(const fs::path& folder, const std::string& manifest) {
  const json list = json::parse(manifest, nullptr, /*allow_exceptions=*/false);
  if (!list.is_array()) return false;
  for (const json& item : list) {
    if (!item.is_array() || item.size() != 3 || !item[0].is_string()) {
      return false;
    }
    const auto file = DescribeFile(folder / item[0].get<std::string>());
    if (!file || json(file->size) != item[1] ||
        json(file->changed_ns) != item[2]) {
      return false;
    }
  }
  return true;
}

std::string ReadAll(int fd) {
  std::string text;
  char buffer[4096];
  for (ssize_t n; (n = read(fd, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(n));
  }
  return text;
}

// Takes the entry in `folder` if it is intact.
CacheEntryPtr Take(const fs::path& folder) {
  const int lock =
      open((folder / kManifest).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (lock < 0) return nullptr;
  auto entry = std::make_shared<const CacheEntry>(folder, lock);
  struct stat locked, there;
  // Somebody may be removing it, or have removed it before the lock was ours.
  if (flock(lock, LOCK_SH | LOCK_NB) != 0 || fstat(lock, &locked) != 0 ||
      stat((folder / kManifest).c_str(), &there) != 0 ||
      locked.st_ino != there.st_ino || !IsIntact(folder, ReadAll(lock))) {
    return nullptr;
  }
  futimens(lock, nullptr);  // used now; a cache that is only read stays so
  return entry;
}

absl::Status WriteManifest(const fs::path& folder,
                           const std::vector<std::string>& names) {
  json list = json::array();
  for (const std::string& name : names) {
    const auto file = DescribeFile(folder / name);
    if (!file) return absl::InternalError(absl::StrCat("no file ", name));
    list.push_back({name, file->size, file->changed_ns});
  }
  return WriteNewFile(folder / kManifest, list.dump());
}

// A new empty folder in `root` for an entry that is being made.
absl::StatusOr<fs::path> MakeNewFolder(const fs::path& root) {
  static std::atomic<int> count = 0;
  const fs::path folder =
      root / "entries" / absl::StrCat(".new-", getpid(), "-", ++count);
  std::error_code error;
  fs::create_directories(folder.parent_path(), error);
  if (!fs::create_directory(folder, error)) {
    return absl::InternalError(
        absl::StrCat("cannot write to ", root.string(), ": ",
                     error ? error.message() : "the folder is there already"));
  }
  fs::permissions(folder, fs::perms(0755), error);
  return folder;
}

// Gives the finished entry in `made` its name.
absl::StatusOr<CacheEntryPtr> Publish(const fs::path& root,
                                      const std::string& name,
                                      const fs::path& made) {
  const fs::path folder = EntryFolder(root, name);
  for (int tries = 0; tries < 3; ++tries) {
    if (rename(made.c_str(), folder.c_str()) == 0 || errno == EEXIST ||
        errno == ENOTEMPTY) {
      if (CacheEntryPtr entry = Take(folder)) return entry;
      RemoveEntry(folder);
      continue;
    }
    return absl::InternalError(
        absl::StrCat("cannot write ", folder.string(), ": ", strerror(errno)));
  }
  return absl::InternalError(
      absl::StrCat("the cache entry ", folder.string(), " stays damaged"));
}

// Makes an entry below `root`; see Cache::Store.
absl::StatusOr<CacheEntryPtr> Make(const fs::path& root,
                                   const std::string& name,
                                   const fs::path& folder,
                                   const std::vector<std::string>& names,
                                   const CacheTexts& texts) {
  const auto made = MakeNewFolder(root);
  if (!made.ok()) return made.status();
  const absl::Cleanup remove = [&] {
    std::error_code ignored;
    fs::remove_all(*made, ignored);
  };
  for (const std::string& file : names) {
    const absl::Status copied = CopyPlainFile(folder, file, *made);
    if (!copied.ok()) return copied;
  }
  std::vector<std::string> all = names;
  for (const auto& [file, content] : texts) {
    const absl::Status written = WriteNewFile(*made / file, content);
    if (!written.ok()) return written;
    all.push_back(file);
  }
  const absl::Status written = WriteManifest(*made, all);
  if (!written.ok()) return written;
  return Publish(root, name, *made);
}

}  // namespace

CacheEntry::CacheEntry(fs::path folder, int lock)
    : folder_(std::move(folder)), lock_(lock) {}

CacheEntry::~CacheEntry() { close(lock_); }

Cache::Cache(fs::path root, fs::path substitute, std::int64_t max_bytes)
    : root_(std::move(root)),
      substitute_(std::move(substitute)),
      max_bytes_(max_bytes) {
  std::error_code error;
  fs::create_directories(root_ / "entries", error);
  if (faccessat(AT_FDCWD, (root_ / "entries").c_str(), W_OK, AT_EACCESS) != 0) {
    note_ = absl::StrCat("the cache ", root_.string(),
                         " cannot be written: ", strerror(errno),
                         "; what is built now is built again next time "
                         "(GRADER_CACHE names another folder)");
  }
}

CacheEntryPtr Cache::Find(const std::string& name) const {
  if (CacheEntryPtr entry = Take(EntryFolder(root_, name))) return entry;
  return Take(EntryFolder(substitute_, name));
}

absl::StatusOr<CacheEntryPtr> Cache::Store(
    const std::string& name, const fs::path& folder,
    const std::vector<std::string>& names, const CacheTexts& texts) {
  if (note_.empty()) {
    auto entry = Make(root_, name, folder, names, texts);
    if (entry.ok()) {
      KeepWithin(root_, (*entry)->folder(), max_bytes_);
      return entry;
    }
  }
  return Make(substitute_, name, folder, names, texts);
}

fs::path CacheFolder() {
  if (const char* named = std::getenv("GRADER_CACHE")) {
    if (*named != '\0') return fs::absolute(named);
  }
  if (const char* caches = std::getenv("XDG_CACHE_HOME")) {
    if (*caches == '/') return fs::path(caches) / "grader";
  }
  const char* home = std::getenv("HOME");
  if (geteuid() == 0 || home == nullptr || *home != '/') {
    return "/var/cache/grader";
  }
  return fs::path(home) / ".cache/grader";
}

absl::StatusOr<std::int64_t> CacheSize() {
  const char* size = std::getenv("GRADER_CACHE_SIZE");
  if (size == nullptr || *size == '\0') return std::int64_t{2048} * kMiB;
  const auto bytes = ParseBytes(size);
  if (bytes.ok()) return bytes;
  return absl::InvalidArgumentError(
      absl::StrCat("GRADER_CACHE_SIZE: ", bytes.status().message()));
}

}  // namespace grader
