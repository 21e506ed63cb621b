// Unpacks what learners hand in as an archive. Trusts nothing in it.
#ifndef GRADER_BATCH_ARCHIVE_H_
#define GRADER_BATCH_ARCHIVE_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grader {

// Whether `name` ends like that of an archive, or of one packed file.
bool IsArchiveName(absl::string_view name);

// Writes the regular files of `archive` into the empty `folder`, whatever
// encoding their names are in and whatever the locale is: of a zip, tar, 7z or
// rar file, a tar also packed by gzip, bzip2, xz or zstd, or
// the one file that those packed. Files have the time that the archive has for
// them, or else its own. Links, devices and dot-files are left out.
// Gives a sentence for each file that got another name because it can have none
// such, and for each that was left out because there is another of its name.
// kInvalidArgument for what is no such archive, is damaged or has a password,
// for names that lead out of the folder, for more than 1000 files and for more
// than 16 MiB in all, however small it was packed; kNotFound and
// kPermissionDenied where it cannot be opened; anything else is the machine's.
absl::StatusOr<std::vector<std::string>> Unpack(
    const std::filesystem::path& archive, const std::filesystem::path& folder);

}  // namespace grader

#endif  // GRADER_BATCH_ARCHIVE_H_
