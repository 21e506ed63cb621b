#include "grader/course/reset.h"

#include <string>
#include <system_error>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "grader/course/unit_files.h"
#include "grader/problem/whole_file.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// A folder that was not there; of two resets in one second each has its own.
absl::StatusOr<fs::path> NewBackup(const fs::path& folder,
                                   const Problem& problem, absl::Time now) {
  const std::string name = absl::StrCat(
      UnitFolder(problem), "-",
      absl::FormatTime("%Y-%m-%dT%H-%M-%SZ", now, absl::UTCTimeZone()));
  std::error_code error;
  fs::create_directories(folder, error);
  for (int i = 1; !error; ++i) {
    const fs::path backup =
        folder / (i == 1 ? name : absl::StrCat(name, "-", i));
    if (fs::create_directory(backup, error)) return backup;
  }
  return absl::InternalError(absl::StrCat(
      "cannot make a folder in ", folder.string(), ": ", error.message()));
}

}  // namespace

absl::StatusOr<fs::path> ResetUnit(const LearnerWorkspace& workspace,
                                   const Problem& problem,
                                   const fs::path& folder, absl::Time now) {
  const std::string language = UnitLanguage(problem, workspace.language);
  const auto starter = StarterFiles(problem, language);
  if (starter.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the unit ", problem.id, " has no starter in ", language));
  }
  auto backup = NewBackup(workspace.folder / ".grader/backups", problem, now);
  if (!backup.ok()) return backup;
  std::vector<std::string> moved;
  std::vector<std::string> added;
  absl::Cleanup undo = [&] {
    std::error_code ignored;
    for (const std::string& name : added) fs::remove(folder / name, ignored);
    for (const std::string& name : moved) {
      fs::rename(*backup / name, folder / name, ignored);
    }
    // Only if it is empty: what could not be moved back stays there.
    fs::remove(*backup, ignored);
  };
  for (const std::string& name : OwnFiles(problem, language, folder)) {
    std::error_code error;
    fs::rename(folder / name, *backup / name, error);
    if (error) {
      return absl::InternalError(absl::StrCat(
          "cannot move ", (folder / name).string(), ": ", error.message()));
    }
    moved.push_back(name);
  }
  for (const GeneratedFile& file : starter) {
    const auto written = AddFile(folder / file.name, file.content);
    if (!written.ok()) return written.status();
    if (*written) added.push_back(file.name);
  }
  std::move(undo).Cancel();
  return backup;
}

}  // namespace grader
