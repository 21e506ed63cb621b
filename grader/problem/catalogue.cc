#include "grader/problem/catalogue.h"

#include <algorithm>
#include <limits>
#include <map>
#include <system_error>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/suggest.h"
#include "re2/re2.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kFileName[] = "problem.yaml";

bool HoldsProblem(const fs::path& folder) {
  std::error_code error;
  return fs::exists(fs::symlink_status(folder / kFileName, error));
}

// The problems' folders, by name.
absl::StatusOr<std::vector<fs::path>> ProblemFolders(
    const fs::path& problems_dir) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (fs::directory_iterator entry(problems_dir, error), end;
       !error && entry != end; entry.increment(error)) {
    if (HoldsProblem(entry->path())) folders.push_back(entry->path());
  }
  if (error) {
    return absl::NotFoundError(absl::StrCat("no folder of problems at \"",
                                            problems_dir.string(),
                                            "\": ", error.message()));
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

absl::Status ReportUnknown(const std::vector<fs::path>& folders,
                           const std::string& name) {
  std::vector<std::string> ids;
  for (const fs::path& folder : folders) {
    ids.push_back(folder.filename().string());
  }
  return absl::NotFoundError(absl::StrCat("no problem \"", name, "\"",
                                          DidYouMean(name, ids),
                                          "\n`grader list` shows them all"));
}

}  // namespace

absl::StatusOr<std::vector<Problem>> LoadCatalogue(
    const fs::path& problems_dir) {
  const absl::StatusOr<std::vector<fs::path>> folders =
      ProblemFolders(problems_dir);
  if (!folders.ok()) return folders.status();
  std::vector<Problem> problems;
  std::vector<std::string> errors;
  std::map<int, std::string> numbers;
  for (const fs::path& folder : *folders) {
    absl::StatusOr<Problem> problem = LoadProblem(folder);
    if (!problem.ok()) {
      errors.emplace_back(problem.status().message());
      continue;
    }
    if (problem->number) {
      const auto [first, added] =
          numbers.emplace(*problem->number, problem->id);
      if (!added) {
        errors.push_back(absl::StrCat(
            (folder / kFileName).string(), ": error: number ", *problem->number,
            " is already that of \"", first->second, "\""));
      }
    }
    problems.push_back(*std::move(problem));
  }
  if (!errors.empty()) {
    return absl::InvalidArgumentError(absl::StrJoin(errors, "\n"));
  }
  std::sort(problems.begin(), problems.end(),
            [](const Problem& a, const Problem& b) {
              constexpr int kLast = std::numeric_limits<int>::max();
              return std::make_tuple(a.number.value_or(kLast), a.id) <
                     std::make_tuple(b.number.value_or(kLast), b.id);
            });
  return problems;
}

absl::StatusOr<fs::path> FindProblem(const fs::path& problems_dir,
                                     const std::string& name) {
  std::error_code error;
  const bool is_path = name.find('/') != std::string::npos;
  if (!name.empty() && !is_path && name != "." && name != ".." &&
      HoldsProblem(problems_dir / name)) {
    return problems_dir / name;
  }
  absl::StatusOr<std::vector<fs::path>> folders = ProblemFolders(problems_dir);
  static const RE2 kNumber("[0-9]+");
  int number = 0;
  if (RE2::FullMatch(name, kNumber) && absl::SimpleAtoi(name, &number) &&
      folders.ok()) {
    std::vector<fs::path> found;
    for (const fs::path& folder : *folders) {
      const absl::StatusOr<Problem> problem = LoadProblem(folder);
      if (problem.ok() && problem->number == number) found.push_back(folder);
    }
    if (found.size() > 1) {
      return absl::InvalidArgumentError(
          absl::StrCat("two problems have the number ", number, ": ",
                       found[0].string(), " and ", found[1].string()));
    }
    if (found.size() == 1) return found[0];
  }
  const fs::path path(name);
  if (HoldsProblem(path)) return path;
  if (path.filename() == kFileName && fs::exists(path, error)) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
  }
  if (is_path && fs::is_directory(path, error)) {
    return absl::NotFoundError(
        absl::StrCat("the folder \"", name, "\" holds no ", kFileName));
  }
  if (!folders.ok()) return folders.status();
  return ReportUnknown(*folders, name);
}

}  // namespace grader
