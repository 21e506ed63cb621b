// What the cache does with files: copies what a build left behind, and makes
// room.
#ifndef GRADER_EXECUTE_CACHE_FILES_H_
#define GRADER_EXECUTE_CACHE_FILES_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grader {

struct FileFacts {
  std::int64_t size = 0;
  std::int64_t changed_ns = 0;  // since 1970
};

// Of a regular file; nothing if there is none.
std::optional<FileFacts> DescribeFile(const std::filesystem::path& path);

// Writes a file that was not there, readable by everybody.
absl::Status WriteNewFile(const std::filesystem::path& path,
                          absl::string_view content);

// Copies `from`/`name` to `to`/`name`, readable by everybody and executable if
// it was. Fails unless it is a regular file; links are not followed.
absl::Status CopyPlainFile(const std::filesystem::path& from,
                           const std::string& name,
                           const std::filesystem::path& to);

// A new empty folder beside the entries, for what is to become one or no longer
// is one; its name begins with a dot. If its owner is killed, what is left of
// it is removed when room is made.
absl::StatusOr<std::filesystem::path> MakeNewFolder(
    const std::filesystem::path& entries);

// Held while an entry gets its name or loses it: without it, an entry that was
// found damaged could be taken away just after another grader had put a sound
// one in its place.
class NamesLock {
 public:
  // Waits for it.
  explicit NamesLock(const std::filesystem::path& entries);
  // False where the folder cannot be opened, or is not there yet: another
  // grader may be making it and its first entry.
  bool opened() const { return fd_ >= 0; }
  ~NamesLock();
  NamesLock(const NamesLock&) = delete;
  NamesLock& operator=(const NamesLock&) = delete;

 private:
  int fd_;  // a flock(2) on the folder
};

// Takes the name of an entry away, unless somebody uses it; gives the folder
// that is to be removed then. For holders of the NamesLock.
std::optional<std::filesystem::path> TakeAway(
    const std::filesystem::path& folder);

// Removes an entry unless somebody uses it.
void RemoveEntry(const std::filesystem::path& folder);

// Counts the entry `added` and, when the cache at `root` has grown beyond
// `max_bytes`, removes the entries that were not used for longest.
void KeepWithin(const std::filesystem::path& root,
                const std::filesystem::path& added, std::int64_t max_bytes);

}  // namespace grader

#endif  // GRADER_EXECUTE_CACHE_FILES_H_
