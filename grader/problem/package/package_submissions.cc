#include "grader/problem/package/package_submissions.h"

#include <map>
#include <optional>
#include <system_error>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/package/folder_entries.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

using Codes = std::vector<std::string>;

SubmissionRule OverallRule(Codes verdict) {
  SubmissionRule rule;
  rule.verdict = std::move(verdict);
  return rule;
}

SubmissionRule CaseRule(Codes permitted, Codes required) {
  SubmissionRule rule;
  rule.permitted = std::move(permitted);
  rule.required = std::move(required);
  return rule;
}

// By the folder's name. A run that needs too much memory crashes, to the
// format.
const std::map<std::string, SubmissionRule>& RulesOf(PackageVersion version) {
  const Codes crash = {"RTE", "MLE"};
  const Codes any = {"WA", "TLE", "RTE", "MLE", "OLE"};
  static const auto& legacy = *new std::map<std::string, SubmissionRule>{
      {"accepted", CaseRule({"AC"}, {})},
      {"wrong_answer", OverallRule({"WA"})},
      {"time_limit_exceeded", OverallRule({"TLE"})},
      {"run_time_error", OverallRule(crash)},
      {"memory_limit_exceeded", OverallRule(crash)},
      {"output_limit_exceeded", OverallRule({"OLE"})},
      {"compile_error", OverallRule({"CE"})},
      {"compiler_error", OverallRule({"CE"})},
      {"rejected", OverallRule(any)}};
  static const auto& since_2025 = *new std::map<std::string, SubmissionRule>{
      {"accepted", CaseRule({"AC"}, {})},
      {"wrong_answer", CaseRule({"AC", "WA"}, {"WA"})},
      {"time_limit_exceeded", CaseRule({"AC", "TLE"}, {"TLE"})},
      {"run_time_error", CaseRule({"AC", "RTE", "MLE"}, crash)},
      {"brute_force",
       CaseRule({"AC", "RTE", "MLE", "TLE"}, {"RTE", "MLE", "TLE"})},
      {"rejected", CaseRule({}, any)}};
  return version == PackageVersion::kLegacy ? legacy : since_2025;
}

// What submissions.yaml leaves open is as the folder says.
void AddUsual(const SubmissionRule& usual, SubmissionRule& rule) {
  if (rule.permitted.empty()) rule.permitted = usual.permitted;
  if (rule.required.empty()) rule.required = usual.required;
}

}  // namespace

std::vector<Example> ReadPackageSubmissions(const fs::path& folder,
                                            const PackageMetadata& metadata,
                                            std::vector<std::string>& errors,
                                            std::vector<std::string>& notes) {
  const fs::path submissions = folder / "submissions";
  const PackageVersion version = metadata.version;
  std::vector<SubmissionRule> own;
  if (version == PackageVersion::k2025) {
    auto rules = LoadSubmissionRules(submissions);
    if (rules.ok()) own = *std::move(rules);
    if (!rules.ok() && !absl::IsNotFound(rules.status())) {
      errors.emplace_back(rules.status().message());
    }
  }
  std::vector<Example> examples;
  std::map<std::string, SubmissionRule> rules = RulesOf(version);
  if (metadata.scoring && version == PackageVersion::kLegacy) {
    SubmissionRule& partly = rules["partially_accepted"];
    partly.score.min = Points::Millionths(1);
    partly.not_all_points = true;
  }
  for (const fs::path& group : FolderEntries(submissions)) {
    std::error_code error;
    if (!fs::is_directory(group, error)) continue;
    const std::string name = group.filename().string();
    const auto known = rules.find(name);
    const std::vector<fs::path> entries = FolderEntries(group);
    int left_out = 0;
    for (const fs::path& entry : entries) {
      const auto ruled = absl::c_find_if(own, [&](const SubmissionRule& rule) {
        return rule.Matches(entry.lexically_relative(submissions).string());
      });
      if (ruled != own.end()) {
        SubmissionRule rule = *ruled;
        if (known != rules.end()) AddUsual(known->second, rule);
        examples.push_back({entry, std::move(rule)});
      } else if (known != rules.end()) {
        examples.push_back({entry, known->second});
      } else {
        ++left_out;
      }
    }
    if (left_out > 0) {
      notes.push_back(absl::StrCat("submissions/", name, ": nothing says what ",
                                   "must become of these ", left_out,
                                   "; not graded"));
    }
  }
  for (Example& example : examples) {
    example.rule.partly_is_accepted = metadata.scoring;
  }
  return examples;
}

}  // namespace grader
