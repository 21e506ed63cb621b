#include "grader/verify/examples.h"

#include <filesystem>
#include <system_error>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kRules[] = "submissions.yaml";
constexpr char kEquivalents[] = "equivalent.yaml";

// A submission's name in the rules: that of its file, or of its folder with a
// slash at its end.
struct Named {
  fs::path path;
  std::string name;
};

// The files below `folder`, but folders as a whole that a rule names.
std::vector<Named> SubmissionsBelow(const fs::path& folder,
                                    const std::vector<SubmissionRule>& rules) {
  std::vector<Named> found;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end;
       !error && entry != end; entry.increment(error)) {
    const fs::path& path = entry->path();
    const std::string name = path.lexically_relative(folder).string();
    const std::string as_folder = name + "/";
    std::error_code gone;
    if (entry->is_directory(gone)) {
      if (absl::c_any_of(rules, [&](const SubmissionRule& rule) {
            return absl::EndsWith(rule.glob, "/") && rule.Matches(as_folder);
          })) {
        found.push_back({path, as_folder});
        entry.disable_recursion_pending();
      }
    } else if (entry->is_regular_file(gone) && path.filename() != kRules &&
               path.filename() != kEquivalents) {
      found.push_back({path, name});
    }
  }
  absl::c_sort(found, [](const Named& one, const Named& other) {
    return one.path < other.path;
  });
  return found;
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
  for (const auto& [file, name] : SubmissionsBelow(folder, *rules)) {
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
