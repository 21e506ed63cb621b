#include "grader/cli/locate.h"

#include <optional>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/course/learner_workspace.h"
#include "grader/problem/catalogue.h"
#include "grader/problem/course_units.h"
#include "grader/problem/installation.h"
#include "grader/problem/language.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/problem_folders.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// A folder called `problems` may be anything: it is ours with a problem in it.
bool HoldsProblems(const fs::path& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (HoldsProblem(entry.path()) || HoldsMaterial(entry.path())) {
      return true;
    }
  }
  return false;
}

// What lies in a folder of the system, a submission can read; expected values
// would be given away. kInvalidArgument with the cure.
absl::Status CheckOutOfReach(const fs::path& folder) {
  std::error_code error;
  const fs::path real = fs::canonical(folder, error);
  if (error) return absl::OkStatus();
  for (const char* system :
       {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"}) {
    if (*real.lexically_relative(system).begin() == "..") continue;
    return absl::InvalidArgumentError(
        absl::StrCat("submissions can read what is in ", system,
                     ", so no problem may be in ", real.string(),
                     ": it would give its expected output away; put the "
                     "course into another folder, such as /opt"));
  }
  return absl::OkStatus();
}

absl::StatusOr<fs::path> OutOfReach(fs::path folder) {
  absl::Status status = CheckOutOfReach(folder);
  if (!status.ok()) return status;
  return folder;
}

absl::Status UseLanguages(const std::string& file, Problem& problem) {
  if (file.empty()) return absl::OkStatus();
  auto languages = LoadLanguages(file);
  if (!languages.ok()) return languages.status();
  problem.languages = *std::move(languages);
  return absl::OkStatus();
}

}  // namespace

std::optional<fs::path> NearestProblems() {
  std::error_code error;
  for (fs::path folder = fs::current_path(error); !error;
       folder = folder.parent_path()) {
    if (HoldsProblems(folder / "problems")) return folder / "problems";
    if (folder == folder.root_path()) break;
  }
  return std::nullopt;
}

absl::StatusOr<fs::path> ProblemsFolder(const std::string& given) {
  std::error_code error;
  if (!given.empty()) {
    const fs::path folder = fs::absolute(given, error);
    if (fs::is_directory(folder, error)) {
      return OutOfReach(folder.lexically_normal());
    }
    return absl::NotFoundError(
        absl::StrCat("--problems: no folder \"", given, "\""));
  }
  if (const auto workspace = FindWorkspace(fs::current_path(error));
      workspace.ok()) {
    const absl::Status course = CheckCourse(*workspace);
    if (!course.ok()) return course;
    return OutOfReach(workspace->problems);
  }
  if (const auto nearest = NearestProblems()) return OutOfReach(*nearest);
  fs::path own = OwnInstallation().course / "problems";
  if (HoldsProblems(own)) return OutOfReach(std::move(own));
  return absl::NotFoundError(
      absl::StrCat("no folder \"problems\" with a problem in it, in ",
                   fs::current_path(error).string(),
                   " or above; name its folder with --course DIR"));
}

absl::StatusOr<fs::path> LocateProblem(const fs::path& problems,
                                       const std::string& name) {
  auto directory = FindProblem(problems, name);
  if (!directory.ok()) return directory;
  return OutOfReach(*std::move(directory));
}

absl::StatusOr<fs::path> LocateUnit(const fs::path& problems,
                                    const std::string& name) {
  auto directory = FindUnit(problems, name);
  if (!directory.ok()) return directory;
  return OutOfReach(*std::move(directory));
}

absl::StatusOr<Problem> NamedProblem(const std::string& folder,
                                     const std::string& name,
                                     const std::string& languages) {
  const auto problems = ProblemsFolder(folder);
  // A problem may be named by its own folder, without any other around.
  const auto directory = LocateProblem(problems.ok() ? *problems : ".", name);
  if (!directory.ok()) {
    return problems.ok() ? directory.status() : problems.status();
  }
  auto problem = LoadProblem(*directory);
  if (!problem.ok()) return problem.status();
  const absl::Status used = UseLanguages(languages, *problem);
  if (!used.ok()) return used;
  return problem;
}

absl::StatusOr<std::vector<Problem>> ChosenProblems(
    const std::string& folder, const std::vector<std::string>& names,
    const std::string& languages) {
  std::vector<Problem> problems;
  for (const std::string& name : names) {
    auto problem = NamedProblem(folder, name, languages);
    if (!problem.ok()) return problem.status();
    problems.push_back(*std::move(problem));
  }
  if (!names.empty()) return problems;
  const auto all = ProblemsFolder(folder);
  if (!all.ok()) return all.status();
  auto catalogue = LoadCatalogue(*all);
  if (!catalogue.ok()) return catalogue.status();
  for (Problem& problem : *catalogue) {
    const absl::Status used = UseLanguages(languages, problem);
    if (!used.ok()) return used;
  }
  return catalogue;
}

}  // namespace grader
