// Unpacks what learners hand in as an archive. Trusts nothing in it.
#ifndef GRADER_BATCH_ARCHIVE_H_
#define GRADER_BATCH_ARCHIVE_H_

#include <filesystem>

#include "absl/status/status.h"

namespace grader {

// Writes the regular files of the zip file `archive` into the empty `folder`.
// Links, devices and dot-files are left out. kInvalidArgument for what is no
// zip file, for names that lead out of the folder, for more than 1000 files and
// for more than 16 MiB in all, however small it was packed.
absl::Status Unpack(const std::filesystem::path& archive,
                    const std::filesystem::path& folder);

}  // namespace grader

#endif  // GRADER_BATCH_ARCHIVE_H_
