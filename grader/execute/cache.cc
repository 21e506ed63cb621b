#include "grader/execute/cache.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/cache_files.h"
#include "grader/execute/content_hash.h"
#include "grader/problem/files.h"
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

std::string DigestOf(absl::string_view text) {
  return ContentHash("text 1").Add(text).Digest();
}

// Whether the files of `folder` are those its manifest tells of.
bool IsIntact(const fs::path& folder, const std::string& manifest) {
  const json list = json::parse(manifest, nullptr, /*allow_exceptions=*/false);
  if (!list.is_array()) return false;
  for (const json& item : list) {
    if (!item.is_array() || item.size() < 3 || item.size() > 4 ||
        !item[0].is_string()) {
      return false;
    }
    const fs::path path = folder / item[0].get<std::string>();
    const auto file = DescribeFile(path);
    if (!file || json(file->size) != item[1] ||
        json(file->changed_ns) != item[2]) {
      return false;
    }
    if (item.size() == 4 &&
        json(DigestOf(ReadFile(path).value_or(""))) != item[3]) {
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
  absl::Cleanup release = [&] { close(lock); };
  struct stat locked, there;
  // Somebody may be removing it, or have removed it before the lock was ours.
  if (flock(lock, LOCK_SH | LOCK_NB) != 0 || fstat(lock, &locked) != 0 ||
      stat((folder / kManifest).c_str(), &there) != 0 ||
      locked.st_ino != there.st_ino || locked.st_dev != there.st_dev ||
      !IsIntact(folder, ReadAll(lock))) {
    return nullptr;
  }
  futimens(lock, nullptr);  // used now; a cache that is only read stays so
  std::move(release).Cancel();
  return std::make_shared<const CacheEntry>(folder, lock);
}

absl::Status WriteManifest(const fs::path& folder,
                           const std::vector<std::string>& names,
                           const CacheTexts& texts) {
  json list = json::array();
  const auto add = [&](const std::string& name) {
    const auto file = DescribeFile(folder / name);
    if (!file) return false;
    list.push_back({name, file->size, file->changed_ns});
    return true;
  };
  for (const std::string& name : names) {
    if (!add(name)) return absl::InternalError(absl::StrCat("no file ", name));
  }
  for (const auto& [name, content] : texts) {
    if (!add(name)) return absl::InternalError(absl::StrCat("no file ", name));
    list.back().push_back(DigestOf(content));
  }
  return WriteNewFile(folder / kManifest, list.dump());
}

// Gives the finished entry in `made` its name, unless there is a sound one of
// that name already.
absl::StatusOr<CacheEntryPtr> Publish(const fs::path& root,
                                      const std::string& name,
                                      const fs::path& made) {
  const fs::path folder = EntryFolder(root, name);
  std::optional<fs::path> damaged;
  const absl::Cleanup remove = [&] {
    std::error_code ignored;
    if (damaged) fs::remove_all(*damaged, ignored);
  };
  const NamesLock lock(folder.parent_path());
  if (!lock.opened()) {
    return absl::InternalError(
        absl::StrCat("cannot lock ", folder.string(), ": ", strerror(errno)));
  }
  if (CacheEntryPtr entry = Take(folder)) return entry;
  damaged = TakeAway(folder);
  if (rename(made.c_str(), folder.c_str()) != 0) {
    return absl::InternalError(
        absl::StrCat("cannot write ", folder.string(), ": ", strerror(errno)));
  }
  if (CacheEntryPtr entry = Take(folder)) return entry;
  return absl::InternalError(
      absl::StrCat("the cache entry ", folder.string(), " stays damaged"));
}

// Makes an entry below `root`; see Cache::Store.
absl::StatusOr<CacheEntryPtr> Make(const fs::path& root,
                                   const std::string& name,
                                   const fs::path& folder,
                                   const std::vector<std::string>& names,
                                   const CacheTexts& texts) {
  std::error_code error;
  fs::create_directories(root / "entries", error);
  const auto made = MakeNewFolder(root / "entries");
  if (!made.ok()) return made.status();
  const absl::Cleanup remove = [&] {
    std::error_code ignored;
    fs::remove_all(*made, ignored);
  };
  fs::permissions(*made, fs::perms(0755), error);
  for (const std::string& file : names) {
    const absl::Status copied = CopyPlainFile(folder, file, *made);
    if (!copied.ok()) return copied;
  }
  for (const auto& [file, content] : texts) {
    const absl::Status written = WriteNewFile(*made / file, content);
    if (!written.ok()) return written;
  }
  const absl::Status written = WriteManifest(*made, names, texts);
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

void Cache::Forget(const std::string& name) {
  for (const fs::path& root : {root_, substitute_}) {
    RemoveEntry(EntryFolder(root, name));
  }
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

absl::StatusOr<CacheEntryPtr> Cache::StoreTree(const std::string& name,
                                               const fs::path& folder,
                                               const CacheTexts& texts) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end;
       !error && entry != end; entry.increment(error)) {
    if (fs::is_regular_file(entry->symlink_status(error))) {
      names.push_back(entry->path().lexically_relative(folder).string());
    }
  }
  if (error) {
    return absl::InternalError(
        absl::StrCat(folder.string(), ": ", error.message()));
  }
  std::sort(names.begin(), names.end());
  return Store(name, folder, names, texts);
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
