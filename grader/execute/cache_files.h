// What the cache does with files: copies what a build left behind, and makes
// room.
#ifndef GRADER_EXECUTE_CACHE_FILES_H_
#define GRADER_EXECUTE_CACHE_FILES_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "absl/status/status.h"
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

// Removes an entry unless somebody uses it.
void RemoveEntry(const std::filesystem::path& folder);

// Counts the entry `added` and, when the cache at `root` has grown beyond
// `max_bytes`, removes the entries that were not used for longest.
void KeepWithin(const std::filesystem::path& root,
                const std::filesystem::path& added, std::int64_t max_bytes);

}  // namespace grader

#endif  // GRADER_EXECUTE_CACHE_FILES_H_
