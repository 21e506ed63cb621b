// Reading files: of someone else's only regular ones, only so much, and for a
// problem only what lies inside its folder.
#ifndef GRADER_PROBLEM_FILES_H_
#define GRADER_PROBLEM_FILES_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grader {

// The content of the regular file at `path`, a link to it included. Fails with
// kNotFound, kPermissionDenied, or kInvalidArgument when it is something else
// or larger than `max_bytes`, and with kUnavailable when it is the machine that
// cannot read it (no descriptor left, a broken disk); never waits, as a pipe
// would make it. Messages say what is wrong, not which file.
absl::StatusOr<std::string> ReadRegularFile(const std::filesystem::path& path,
                                            std::int64_t max_bytes);

// The content of a file that the grader, or an author, wrote; nothing if it
// cannot be opened.
std::optional<std::string> ReadFile(const std::filesystem::path& path);

// Ok if `name` is a relative path that stays below where it starts: no "..",
// no empty part, no control character.
absl::Status CheckRelativeName(absl::string_view name);

// The absolute path of the file `name` in `folder`, links followed. Fails with
// kInvalidArgument when it leads out of the folder, kNotFound when there is no
// such file.
absl::StatusOr<std::filesystem::path> ResolveInside(
    const std::filesystem::path& folder, absl::string_view name);

}  // namespace grader

#endif  // GRADER_PROBLEM_FILES_H_
