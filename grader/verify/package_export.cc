#include "grader/verify/package_export.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>
#include <variant>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "grader/execute/content_hash.h"
#include "grader/problem/author_files.h"
#include "grader/problem/files.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/package/package_metadata.h"
#include "grader/problem/readable.h"
#include "grader/problem/submission.h"
#include "grader/verify/examples.h"
#include "grader/verify/package_words.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxFileBytes = 16 * kMiB;

class Exporting {
 public:
  explicit Exporting(const Problem& problem)
      : problem_(problem), files_(FindAuthorFiles(problem)) {}

  absl::StatusOr<ExportedPackage> Run() {
    CheckWhole();
    for (const TestCase& one : problem_.cases) CheckCase(one);
    if (errors_.empty()) {
      AddCases();
      AddValidator();
      AddStatement();
      AddReferences();
      AddExamples();
      AddInputValidator();
      AddMetadata();
    }
    if (!errors_.empty()) {
      return absl::InvalidArgumentError(absl::StrJoin(errors_, "\n"));
    }
    return std::move(package_);
  }

 private:
  void Refuse(absl::string_view what) {
    errors_.push_back(
        absl::StrCat(problem_.id, ": ", what, ": a package cannot say that"));
  }
  void Add(std::string path, std::string content) {
    package_.files.push_back({std::move(path), std::move(content)});
  }

  void CheckWhole() {
    if (files_.of_contest) {
      errors_.push_back(absl::StrCat(problem_.id, ": it is a package already"));
    }
    if (problem_.suite != nullptr) Refuse("tests that are its cases");
    if (problem_.interface != nullptr) Refuse("an interface");
    std::error_code error;
    for (const fs::directory_entry& entry :
         fs::directory_iterator(problem_.directory, error)) {
      const std::string stem = entry.path().stem().string();
      if (stem == "driver" || stem == "main") Refuse("a driver");
    }
    if (!problem_.construct_rules.empty()) Refuse("forbid and require");
    if (!problem_.deductions.empty()) Refuse("deductions");
    if (problem_.build != BuildOptions()) Refuse("build");
    if (!problem_.sanitizers.empty()) Refuse("sanitize");
    if (!problem_.hints.empty()) {
      package_.notes.emplace_back("hints are left out");
    }
  }

  void CheckCase(const TestCase& one) {
    const std::string name = absl::StrCat("case ", Quoted(one.name));
    const Expectation& expect = one.expect;
    if (!expect.out || !ValidatorFlagsFor(*expect.out)) {
      Refuse(absl::StrCat(name,
                          ", whose stdout is not given as text, tokens, floats "
                          "or a checker"));
    }
    if (expect.err || !expect.files.empty() || expect.exit_code != 0 ||
        expect.elapsed.bounded() || !expect.spans.empty()) {
      Refuse(absl::StrCat(name, ", which expects more than stdout"));
    }
    if (one.generator) Refuse(absl::StrCat(name, ", whose input is generated"));
    const auto* checker =
        expect.out ? std::get_if<Checker>(&*expect.out) : nullptr;
    if (checker != nullptr && !checker->solution.empty()) {
      Refuse(absl::StrCat(name, ", whose answer is a program's output"));
    }
    if (one.explore) Refuse(absl::StrCat(name, ", whose schedules are tried"));
    if (one.bonus) Refuse(absl::StrCat(name, ", which is a bonus"));
    if (!one.environment.empty()) {
      Refuse(absl::StrCat(name, ", which has an environment"));
    }
    if (!one.needs.empty()) {
      package_.notes.push_back(
          absl::StrCat(name, ": that it needs others is left out"));
    }
    if (!(one.limits == problem_.limits)) {
      package_.notes.push_back(
          absl::StrCat(name, ": its own limits are left out"));
    }
    const fs::path program = checker == nullptr ? fs::path() : checker->program;
    if (&one == &problem_.cases.front()) {
      program_ = program;
      interactive_ = checker != nullptr && checker->interactive;
      passes_ = checker == nullptr ? 1 : checker->passes;
    } else if (program != program_) {
      Refuse(absl::StrCat(name, ", which has another checker than the first"));
    }
  }

  // Whether all cases must be accepted, and there is nothing else to get.
  bool pass_fail() const {
    return problem_.groups.empty() &&
           absl::c_all_of(problem_.cases, [](const TestCase& one) {
             return one.points == Points(1);
           });
  }

  void AddCases() {
    const bool scoring = !pass_fail();
    const bool any_hidden =
        absl::c_any_of(problem_.cases, [](const TestCase& one) {
          return one.visibility == Visibility::kHidden;
        });
    int number = 0;
    std::map<std::string, std::string> folders;  // of groups
    for (const TestCase& one : problem_.cases) {
      const std::string name =
          absl::StrFormat("%02d-%s", ++number, FileWord(one.name));
      const bool visible = one.visibility == Visibility::kVisible;
      if (visible) AddCase(one, absl::StrCat("data/sample/", name));
      // Samples give no points, and there must be a secret case.
      if (visible && !scoring && any_hidden) continue;
      if (!scoring) {
        AddCase(one, absl::StrCat("data/secret/", name));
        continue;
      }
      std::string& folder = folders[one.group.empty() ? name : one.group];
      if (folder.empty()) {
        folder = absl::StrCat("data/secret/", name);
        AddGroup(one, folder);
      }
      AddCase(one, absl::StrCat(folder, "/", name));
    }
    if (scoring) {
      Add("data/secret/test_group.yaml",
          absl::StrCat("max_score: ", Scaled(total_), "\n"));
    }
  }

  void AddCase(const TestCase& one, const std::string& base) {
    Add(base + ".in", one.input);
    Add(base + ".ans", AnswerOf(one));
    for (const InputFile& file : one.files) {
      Add(absl::StrCat(base, ".files/", file.name), file.content);
    }
    std::string settings;
    if (!one.args.empty()) {
      absl::StrAppend(&settings, "args: ", YamlList(one.args), "\n");
    }
    const std::vector<std::string> flags = *ValidatorFlagsFor(*one.expect.out);
    if (!flags.empty()) {
      absl::StrAppend(&settings, "output_validator_args: ", YamlList(flags),
                      "\n");
    }
    if (!one.why.empty()) {
      absl::StrAppend(&settings, "hint: ", YamlWord(one.why), "\n");
    }
    if (!settings.empty()) Add(base + ".yaml", settings);
  }

  void AddGroup(const TestCase& one, const std::string& folder) {
    const auto group =
        absl::c_find_if(problem_.groups, [&](const CaseGroup& candidate) {
          return candidate.name == one.group;
        });
    const bool own = group == problem_.groups.end();
    if (!own && group->bonus)
      Refuse(absl::StrCat("group ", group->name, ", which is a bonus"));
    const Points points = own ? one.points : group->points;
    // A checker may give a part of them.
    const bool parts = own ? !program_.empty() : group->worst_counts;
    total_ += points;
    Add(absl::StrCat(folder, "/test_group.yaml"),
        absl::StrCat("max_score: ", Scaled(points), "\nscore_aggregation: ",
                     parts ? "min" : "pass-fail", "\n"));
  }

  // Scores of the format are whole.
  std::int64_t Scaled(Points points) {
    if (scale_ == 0) {
      scale_ = 1;
      const auto whole = [this](Points one) {
        return one.millionths() * scale_ % Points::kOne == 0;
      };
      while (scale_ < Points::kOne &&
             !(absl::c_all_of(
                   problem_.cases,
                   [&](const auto& one) { return whole(one.points); }) &&
               absl::c_all_of(problem_.groups, [&](const auto& one) {
                 return whole(one.points);
               }))) {
        scale_ *= 10;
      }
      if (scale_ > 1) {
        package_.notes.push_back(
            absl::StrCat("points are whole in a package: all are ", scale_,
                         " times as many"));
      }
    }
    return points.millionths() * scale_ / Points::kOne;
  }

  void AddTree(const fs::path& from, const std::string& to) {
    std::error_code error;
    std::vector<fs::path> paths;
    if (fs::is_directory(from, error)) {
      for (const auto& entry : fs::recursive_directory_iterator(from, error)) {
        if (entry.is_regular_file(error)) paths.push_back(entry.path());
      }
      absl::c_sort(paths);
    } else {
      paths.push_back(from);
    }
    for (const fs::path& path : paths) {
      const std::string name =
          path == from ? from.filename().string()
                       : path.lexically_relative(from).generic_string();
      auto content = ReadRegularFile(path, kMaxFileBytes);
      if (content.ok()) {
        Add(absl::StrCat(to, "/", name), *std::move(content));
        if (access(path.c_str(), X_OK) == 0) {
          package_.executables.push_back(package_.files.back().path);
        }
      } else {
        errors_.push_back(absl::StrCat(
            path.string(), ": error: ", content.status().message()));
      }
    }
  }

  void AddValidator() {
    if (program_.empty()) return;
    AddTree(program_, "output_validator");
    package_.notes.emplace_back(
        "output_validator: in a package it cannot read the problem's folder");
  }

  // The name of the problem stands above it.
  void AddStatement() {
    std::string text = ReadStatement(problem_).value_or("");
    if (absl::StartsWith(text, "# ")) {
      text.erase(0, text.find('\n'));
      text.erase(0, text.find_first_not_of('\n'));
    }
    Add("statement/problem.en.md", std::move(text));
  }

  void AddReferences() {
    for (const std::string& language : LanguagesOf(problem_)) {
      const auto reference = LoadReference(problem_, language);
      if (!reference.ok()) {
        errors_.emplace_back(reference.status().message());
        continue;
      }
      const bool alone = reference->sources.size() == 1;
      for (const SourceFile& source : reference->sources) {
        Add(absl::StrCat("submissions/accepted/",
                         alone ? "" : absl::StrCat("reference_", language, "/"),
                         source.name),
            source.content);
      }
    }
  }

  void AddExamples() {
    std::string rules;
    std::set<std::string> names;
    for (const Example& example : FindExamples(files_, errors_)) {
      const fs::path inside =
          example.path.lexically_relative(files_.example_folder);
      const std::string name =
          absl::StrReplaceAll(inside.generic_string(), {{"/", "_"}});
      // What is partly right is accepted in a package, with its part.
      const bool partly = example.rule.reason == "partial";
      const char* const folder = example.right() ? "accepted"
                                 : partly        ? "mixed"
                                                 : "rejected";
      auto content = ReadRegularFile(example.path, kMaxFileBytes);
      if (!content.ok()) {
        errors_.push_back(absl::StrCat(
            example.path.string(), ": error: ", content.status().message()));
        continue;
      }
      const std::string path = absl::StrCat(folder, "/", name);
      Add(absl::StrCat("submissions/", path), *std::move(content));
      AddRule(path, example, rules);
    }
    if (!rules.empty()) Add("submissions/submissions.yaml", rules);
  }

  // What of a rule the format has words for.
  void AddRule(const std::string& path, const Example& example,
               std::string& rules) {
    if (example.right()) return;
    if (example.rule.reason == "partial") {
      absl::StrAppend(&rules, YamlWord(path), ": {permitted: [AC]}\n");
      return;
    }
    static const std::set<std::string> kCodes = {"AC", "WA", "TLE", "RTE"};
    std::vector<std::string> keys;
    for (const auto& [key, codes] :
         {std::pair("permitted", &example.rule.permitted),
          std::pair("required", &example.rule.required)}) {
      if (codes->empty() ||
          absl::c_any_of(*codes, [&](const std::string& code) {
            return kCodes.count(code) == 0;
          })) {
        continue;
      }
      keys.push_back(
          absl::StrCat(key, ": [", absl::StrJoin(*codes, ", "), "]"));
    }
    if (keys.empty()) return;
    absl::StrAppend(&rules, YamlWord(path), ": {", absl::StrJoin(keys, ", "),
                    "}\n");
  }

  void AddInputValidator() {
    Add("input_validators/text.py",
        "# Accepts every text; say here what an input of this problem may "
        "be.\nimport sys\n\nsys.stdin.buffer.read().decode()\nsys.exit(42)\n");
    package_.notes.emplace_back(
        "input_validators/text.py: accepts every text; say what an input may "
        "be");
  }

  void AddMetadata() {
    const Limits& limits = problem_.limits;
    std::vector<std::string> types = {pass_fail() ? "pass-fail" : "scoring"};
    if (interactive_) types.emplace_back("interactive");
    if (passes_ > 1) types.emplace_back("multi-pass");
    std::vector<std::string> codes;
    for (const std::string& language : LanguagesOf(problem_)) {
      for (const std::string& code : LanguageCodes()) {
        if (LanguageOfCode(code) == language) codes.push_back(code);
      }
    }
    ContentHash hash("package 1");
    hash.Add(problem_.id);
    for (const DraftFile& file : package_.files) {
      hash.Add(file.path).Add(file.content);
    }
    const std::string digits = hash.Digest();
    const auto mebibytes = [](std::int64_t bytes) {
      return std::max<std::int64_t>(1, (bytes + kMiB - 1) / kMiB);
    };
    Add("problem.yaml",
        absl::StrCat(
            "problem_format_version: 2025-09\ntype: ", YamlList(types),
            "\nname: {en: ", YamlWord(problem_.title),
            "}\nuuid: ", digits.substr(0, 8), "-", digits.substr(8, 4), "-",
            digits.substr(12, 4), "-", digits.substr(16, 4), "-",
            digits.substr(20, 12), "\nkeywords: ", YamlList(problem_.tags),
            "\nlanguages: ", YamlList(codes), "\nlimits:\n  time_limit: ",
            absl::ToDoubleSeconds(std::max(limits.elapsed, limits.cpu)),
            "\n  time_resolution: 0.001",
            "\n  memory: ", mebibytes(limits.memory_bytes),
            "\n  output: ", mebibytes(limits.output_bytes),
            passes_ > 1 ? absl::StrCat("\n  validation_passes: ", passes_) : "",
            "\n"));
  }

  const Problem& problem_;
  const AuthorFiles files_;
  ExportedPackage package_;
  std::vector<std::string> errors_;
  fs::path program_;  // of the checker
  bool interactive_ = false;
  int passes_ = 1;
  Points total_;
  std::int64_t scale_ = 0;  // not known yet
};

}  // namespace

absl::StatusOr<ExportedPackage> ExportPackage(const Problem& problem) {
  return Exporting(problem).Run();
}

}  // namespace grader
