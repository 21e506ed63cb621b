#include "grader/problem/problem_folders.h"

#include <algorithm>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "grader/problem/track/exercise.h"

namespace grader {

namespace fs = std::filesystem;

bool HoldsProblem(const fs::path& folder) {
  std::error_code error;
  return fs::exists(fs::symlink_status(folder / "problem.yaml", error)) ||
         IsExercise(folder);
}

absl::StatusOr<std::vector<fs::path>> ProblemFoldersIn(const fs::path& folder) {
  std::vector<fs::path> folders = ExercisesOfTrack(folder);
  if (!folders.empty()) return folders;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (HoldsProblem(entry->path())) folders.push_back(entry->path());
  }
  if (error) {
    return absl::NotFoundError(absl::StrCat("no folder of problems at \"",
                                            folder.string(),
                                            "\": ", error.message()));
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace grader
