// What lies at the top of a folder with the work of a class, and whose it is.
#ifndef GRADER_BATCH_CLASS_FOLDER_H_
#define GRADER_BATCH_CLASS_FOLDER_H_

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/batch/hand_in_name.h"
#include "grader/problem/problem.h"

namespace grader {

// One thing that somebody handed in.
struct HandedIn {
  std::filesystem::path path;
  HandInName name;
  const Problem* problem = nullptr;  // all of it is for this one
  std::string note;                  // what has to be said of it
  bool broken = false;             // there is nothing to grade; `note` says why
  std::optional<absl::Time> time;  // when, as the course system says
  // The times of the files are not those of downloading them.
  bool files_tell_time = true;
};

// What lies in a folder, by name and without dot-files.
struct Listing {
  std::vector<std::filesystem::path> paths;
  std::vector<std::filesystem::path> links;
  std::error_code error;  // why there may be more
};
Listing List(const std::filesystem::path& folder);

// The name of `path`, in UTF-8.
std::string NameOf(const std::filesystem::path& path);

struct ClassFolder {
  std::vector<HandedIn> all;        // by path
  std::vector<std::string> others;  // what is nobody's, and why
};

// Reads `folder` as what Canvas, Moodle, Gradescope or GitHub Classroom export,
// or as a folder or a file for each learner. kPermissionDenied if it cannot be
// read.
absl::StatusOr<ClassFolder> ReadClassFolder(
    const std::filesystem::path& folder, const std::vector<Problem>& problems);

}  // namespace grader

#endif  // GRADER_BATCH_CLASS_FOLDER_H_
