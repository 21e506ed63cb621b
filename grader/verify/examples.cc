#include "grader/verify/examples.h"

#include <filesystem>
#include <system_error>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kRules[] = "submissions.yaml";
constexpr char kEquivalents[] = "equivalent.yaml";

std::vector<fs::path> FilesBelow(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    const fs::path name = entry.path().filename();
    if (entry.is_regular_file() && name != kRules && name != kEquivalents) {
      files.push_back(entry.path());
    }
  }
  absl::c_sort(files);
  return files;
}

}  // namespace

std::vector<Example> FindExamples(const AuthorFiles& files,
                                  std::vector<std::string>& complaints,
                                  const std::vector<std::string>& cases) {
  if (!files.examples.empty()) return files.examples;
  const fs::path& folder = files.example_folder;
  std::error_code error;
  if (!fs::exists(folder, error)) return {};
  const auto rules = LoadSubmissionRules(folder, cases);
  if (!rules.ok()) {
    complaints.emplace_back(rules.status().message());
    return {};
  }
  std::vector<Example> examples;
  std::vector<bool> used(rules->size());
  for (const fs::path& file : FilesBelow(folder)) {
    const std::string name = file.lexically_relative(folder).string();
    bool found = false;
    for (std::size_t i = 0; i < rules->size(); ++i) {
      if (!(*rules)[i].Matches(name)) continue;
      used[i] = true;
      if (!found) examples.push_back({file, (*rules)[i]});
      found = true;
    }
    if (!found) {
      complaints.push_back(
          absl::StrCat(name, ": no rule of ", kRules, " is about it"));
    }
  }
  for (std::size_t i = 0; i < rules->size(); ++i) {
    if (used[i]) continue;
    complaints.push_back(absl::StrCat(kRules, ": the rule \"", (*rules)[i].glob,
                                      "\" is about no submission"));
  }
  return examples;
}

}  // namespace grader
