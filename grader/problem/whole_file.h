// Writing files for people: whole or not at all, whatever ends the grader
// meanwhile (a signal, a full disk, a loss of power).
#ifndef GRADER_PROBLEM_WHOLE_FILE_H_
#define GRADER_PROBLEM_WHOLE_FILE_H_

#include <filesystem>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grader {

// Writes all of `content` to `fd`; false, with errno(3) set, when it cannot.
bool WriteAll(int fd, absl::string_view content);

// Writes the file `path`, and makes the folders it lies in. Who reads it sees
// the old one or the new one. Fails with kInternal and the reason (errno(3));
// the old one is there then.
absl::Status ReplaceFile(const std::filesystem::path& path,
                         absl::string_view content);

// The same, unless there is something of that name; gives whether it was
// written. One of two that add it at once wins.
absl::StatusOr<bool> AddFile(const std::filesystem::path& path,
                             absl::string_view content);

// Whether `path` is a file that somebody was ended in the middle of writing.
bool IsHalfWritten(const std::filesystem::path& path);

// Adds `line` to the end of `fd`, the file `path` opened to append to: all of
// it or, with a Status as above, nothing. For holders of a lock on it.
absl::Status AppendLine(int fd, const std::filesystem::path& path,
                        absl::string_view line);

}  // namespace grader

#endif  // GRADER_PROBLEM_WHOLE_FILE_H_
