#include "grader/problem/package/package_submissions.h"

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "grader/problem/files.h"
#include "grader/problem/package/expected_results.h"
#include "grader/problem/package/folder_entries.h"
#include "grader/problem/readable.h"
#include "re2/re2.h"

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

// What submissions.yaml says under a folder's own name takes the place of what
// is usual there, key by key.
void AddUsual(const SubmissionRule& usual, SubmissionRule& rule) {
  if (rule.permitted.empty()) rule.permitted = usual.permitted;
  if (rule.required.empty()) rule.required = usual.required;
}

// All that `own`, the rules of submissions.yaml, and `usual`, that of its
// folder or null, say of the submission `path` in `folder`; none: nothing does.
std::optional<SubmissionRule> RuleFor(const std::string& folder,
                                      const std::string& path,
                                      const SubmissionRule* usual,
                                      const std::vector<SubmissionRule>& own) {
  std::vector<SubmissionRule> all;
  for (const SubmissionRule& rule : own) {
    if (!rule.Matches(path)) continue;
    all.push_back(rule);
    if (rule.glob != folder || usual == nullptr) continue;
    AddUsual(*usual, all.back());
    usual = nullptr;
  }
  if (usual != nullptr) all.insert(all.begin(), *usual);
  if (all.empty()) return std::nullopt;
  SubmissionRule rule = all.front();
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (rule.language.empty()) rule.language = all[i].language;
    if (rule.entry_point.empty()) rule.entry_point = all[i].entry_point;
    rule.also.push_back(std::move(all[i]));
  }
  return rule;
}

// Python 2 goes by its first line; it is no language of the table.
bool IsPython2(const fs::path& file) {
  if (file.extension() != ".py") return false;
  static const RE2 kFirstLine(R"(^#!.*python2\b)");
  return RE2::PartialMatch(ReadFile(file).value_or(""), kFirstLine);
}

// Prolog shares its extension with Perl, in which no line begins with a clause.
bool HasClauses(const fs::path& file) {
  static const RE2 kClause(R"((?m)^(:-|[a-z]\w*(\([^;{}\n]*\))?\s*:-))");
  return file.extension() == ".pl" &&
         RE2::PartialMatch(ReadFile(file).value_or(""), kClause);
}

bool IsProlog(const fs::path& entry) {
  std::error_code error;
  return fs::is_directory(entry, error)
             ? absl::c_any_of(FolderEntries(entry), HasClauses)
             : HasClauses(entry);
}

// In packages with scores.
void AcceptParts(SubmissionRule& rule) {
  rule.partly_is_accepted = true;
  for (SubmissionRule& one : rule.also) AcceptParts(one);
}

// By a submission's name below `submissions`, what of it is started, as
// DOMjudge's submissions.json beside problem.yaml tells it.
std::map<std::string, std::string> EntryPointsIn(const fs::path& folder) {
  std::map<std::string, std::string> entry_points;
  const auto told = nlohmann::json::parse(
      ReadFile(folder / "submissions.json").value_or(""), nullptr, false);
  if (!told.is_object()) return entry_points;
  for (const auto& [path, about] : told.items()) {
    absl::string_view name = path;
    absl::ConsumePrefix(&name, "submissions/");
    absl::ConsumeSuffix(&name, "/");
    if (!about.is_object() || !about.contains("entry_point") ||
        !about["entry_point"].is_string()) {
      continue;
    }
    entry_points[std::string(name)] = about["entry_point"];
  }
  return entry_points;
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
  if (metadata.scoring) {
    // Version 2025-09 names no such folder; packages have it all the same.
    SubmissionRule& partly = rules["partially_accepted"];
    partly.score.min = Points::Millionths(1);
    partly.not_all_points = true;
  }
  if (metadata.scoring && metadata.legacy_groups) {
    // Where one accepted case is enough, some points are a part of an answer.
    for (const char* name :
         {"wrong_answer", "time_limit_exceeded", "run_time_error",
          "memory_limit_exceeded", "output_limit_exceeded"}) {
      rules[name].score.max = Points();
    }
  }
  const std::map<std::string, std::string> entry_points = EntryPointsIn(folder);
  for (const fs::path& group : FolderEntries(submissions)) {
    std::error_code error;
    if (!fs::is_directory(group, error)) continue;
    const std::string name = group.filename().string();
    const auto known = rules.find(name);
    const std::vector<fs::path> entries = FolderEntries(group);
    int left_out = 0;
    for (const fs::path& entry : entries) {
      const std::string path = entry.lexically_relative(submissions).string();
      auto rule = RuleFor(name, path,
                          known == rules.end() ? nullptr : &known->second, own);
      if (!rule) {
        if (auto codes = ExpectedResultsIn(entry)) {
          rule = *codes == Codes{"AC"} ? CaseRule(*std::move(codes), {})
                                       : OverallRule(*std::move(codes));
        }
      }
      if (rule && !rule->language.empty()) {
        const std::string known_here = LanguageOfCode(rule->language);
        if (known_here.empty() && !IsCodeOfFormat(rule->language)) {
          errors.push_back(absl::StrCat(
              (submissions / "submissions.yaml").string(), ": error: ",
              Quoted(path), " is written in ", Quoted(rule->language),
              "; expected one of ", absl::StrJoin(LanguageCodes(), ", ")));
        }
        // One that is not known here stays what it is called.
        if (!known_here.empty()) rule->language = known_here;
      }
      if (rule && rule->language.empty() && IsPython2(entry)) {
        rule->language = "python2";
      }
      if (rule && rule->language.empty() && IsProlog(entry)) {
        rule->language = "prolog";
      }
      const auto entry_point = entry_points.find(path);
      if (rule && rule->entry_point.empty() &&
          entry_point != entry_points.end()) {
        rule->entry_point = entry_point->second;
      }
      if (rule) {
        examples.push_back({entry, *std::move(rule)});
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
  if (metadata.scoring) {
    for (Example& example : examples) AcceptParts(example.rule);
  }
  return examples;
}

}  // namespace grader
