#include "grader/cli/locate.h"

#include <optional>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/problem/catalogue.h"
#include "grader/problem/language.h"
#include "grader/problem/load_problem.h"

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

std::optional<fs::path> GradersProblems() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path beside = program.parent_path().parent_path() / "problems";
  if (error || !HoldsProblems(beside)) return std::nullopt;
  return beside;
}

absl::StatusOr<fs::path> ProblemsFolder(const std::string& given) {
  std::error_code error;
  if (!given.empty()) {
    const fs::path folder = fs::absolute(given, error);
    if (fs::is_directory(folder, error)) return folder.lexically_normal();
    return absl::NotFoundError(
        absl::StrCat("--problems: no folder \"", given, "\""));
  }
  if (const auto nearest = NearestProblems()) return *nearest;
  if (const auto graders = GradersProblems()) return *graders;
  return absl::NotFoundError(
      absl::StrCat("no folder \"problems\" with a problem in it, in ",
                   fs::current_path(error).string(),
                   " or above; name one with --problems "
                   "DIR"));
}

absl::StatusOr<Problem> NamedProblem(const std::string& folder,
                                     const std::string& name,
                                     const std::string& languages) {
  const auto problems = ProblemsFolder(folder);
  // A problem may be named by its own folder, without any other around.
  const auto directory = FindProblem(problems.ok() ? *problems : ".", name);
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
