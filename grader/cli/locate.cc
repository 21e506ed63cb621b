#include "grader/cli/locate.h"

#include <system_error>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// A folder called `problems` may be anything: it is ours with a problem in it.
bool HoldsProblems(const fs::path& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (fs::exists(entry.path() / "problem.yaml", error)) return true;
  }
  return false;
}

}  // namespace

absl::StatusOr<fs::path> ProblemsFolder(const std::string& given) {
  std::error_code error;
  if (!given.empty()) {
    const fs::path folder = fs::absolute(given, error);
    if (fs::is_directory(folder, error)) return folder.lexically_normal();
    return absl::NotFoundError(
        absl::StrCat("--problems: no folder \"", given, "\""));
  }
  const fs::path here = fs::current_path(error);
  for (fs::path folder = here; !error; folder = folder.parent_path()) {
    if (HoldsProblems(folder / "problems")) return folder / "problems";
    if (folder == folder.root_path()) break;
  }
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path beside = program.parent_path().parent_path() / "problems";
  if (!error && HoldsProblems(beside)) return beside;
  return absl::NotFoundError(
      absl::StrCat("no folder \"problems\" with a problem in it, in ",
                   here.string(), " or above; name one with --problems DIR"));
}

}  // namespace grader
