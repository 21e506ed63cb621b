#include "grader/problem/catalogue.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/files.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/problem_folders.h"
#include "grader/problem/suggest.h"
#include "grader/problem/yaml_reader.h"
#include "re2/re2.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kProblemFile[] = "problem.yaml";

// The number of the problem whose file that is, and its place.
std::optional<std::pair<int, Place>> NumberIn(AuthorErrors& errors) {
  const std::optional<YamlNode> root = ReadYaml(errors);
  const YamlNode* const node = root ? root->Find("number") : nullptr;
  int number = 0;
  if (node == nullptr || !absl::SimpleAtoi(node->text, &number)) {
    return std::nullopt;
  }
  return std::make_pair(number, node->place);
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

std::map<fs::path, std::string> SharedNumbers(const fs::path& problems_dir) {
  const auto folders = ProblemFoldersIn(problems_dir);
  if (!folders.ok()) return {};
  std::map<int, std::vector<fs::path>> by_number;
  for (const fs::path& folder : *folders) {
    AuthorErrors errors("", ReadFile(folder / kProblemFile).value_or(""));
    if (const auto number = NumberIn(errors)) {
      by_number[number->first].push_back(folder);
    }
  }
  std::map<fs::path, std::string> shared;
  for (const auto& [number, those] : by_number) {
    for (std::size_t i = 0; those.size() > 1 && i < those.size(); ++i) {
      const fs::path file = those[i] / kProblemFile;
      AuthorErrors errors(file.string(), ReadFile(file).value_or(""));
      const auto read = NumberIn(errors);
      errors.Add(
          read ? read->second : Place(),
          absl::StrCat("number ", number, " is that of \"",
                       those[i == 0 ? 1 : 0].filename().string(), "\", too; ",
                       by_number.rbegin()->first + 1, " is free"));
      shared[those[i]] = std::string(errors.ToStatus().message());
    }
  }
  return shared;
}

absl::StatusOr<std::vector<Problem>> LoadCatalogue(
    const fs::path& problems_dir) {
  const absl::StatusOr<std::vector<fs::path>> folders =
      ProblemFoldersIn(problems_dir);
  if (!folders.ok()) return folders.status();
  std::vector<Problem> problems;
  std::vector<std::string> errors;
  std::set<int> numbers;
  bool shared = false;
  for (const fs::path& folder : *folders) {
    absl::StatusOr<Problem> problem = LoadProblem(folder);
    if (!problem.ok()) {
      errors.emplace_back(problem.status().message());
      continue;
    }
    if (problem->number) shared |= !numbers.insert(*problem->number).second;
    problems.push_back(*std::move(problem));
  }
  if (shared) {
    for (const auto& [folder, error] : SharedNumbers(problems_dir)) {
      errors.push_back(error);
    }
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
  absl::StatusOr<std::vector<fs::path>> folders =
      ProblemFoldersIn(problems_dir);
  // Those of a track lie deeper.
  if (folders.ok() && !is_path) {
    for (const fs::path& folder : *folders) {
      if (folder.filename() == name) return folder;
    }
  }
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
  if (path.filename() == kProblemFile && fs::exists(path, error)) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
  }
  if (is_path && fs::is_directory(path, error)) {
    return absl::NotFoundError(
        absl::StrCat("the folder \"", name, "\" holds no ", kProblemFile));
  }
  if (!folders.ok()) return folders.status();
  return ReportUnknown(*folders, name);
}

}  // namespace grader
