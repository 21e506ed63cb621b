#include "grader/problem/load_problem.h"

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/case_reader.h"
#include "grader/problem/contradictions.h"
#include "grader/problem/files.h"
#include "grader/problem/group_reader.h"
#include "grader/problem/interactor.h"
#include "grader/problem/interface_reader.h"
#include "grader/problem/language.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/linter.h"
#include "grader/problem/max_points.h"
#include "grader/problem/package/load_package.h"
#include "grader/problem/problem_reader.h"
#include "grader/problem/problem_schema.h"
#include "grader/problem/readable.h"
#include "grader/problem/sanitizer_list.h"
#include "grader/problem/schema.h"
#include "grader/problem/suggest.h"
#include "grader/problem/suite_reader.h"
#include "grader/problem/tests_reader.h"
#include "grader/problem/track/exercise.h"
#include "grader/problem/yaml_reader.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxYamlBytes = kMiB;

Difficulty ReadDifficulty(const YamlNode& node) {
  if (node.text == "hard") return Difficulty::kHard;
  return node.text == "medium" ? Difficulty::kMedium : Difficulty::kEasy;
}

// The kinds of failure that a hint can be for.
constexpr absl::string_view kFailures[] = {
    "stdout", "stderr",       "file",       "exit_code",    "concurrency",
    "timing", "trace",        "partial",    "deadlock",     "exception",
    "signal", "exited_early", "time_limit", "memory_limit", "sanitizer"};

Hint ReadHint(const YamlNode& node, const YamlNode* cases,
              ProblemSource& source) {
  if (node.kind == YamlNode::Kind::kScalar) return {node.text, {}};
  Hint hint;
  if (const YamlNode* text = node.Find("text")) hint.text = text->text;
  const YamlNode* when = node.Find("when");
  if (when == nullptr) return hint;
  hint.when = TextValues(*when);
  std::vector<std::string> known(std::begin(kFailures), std::end(kFailures));
  if (cases != nullptr) {
    for (const YamlNode& one : cases->items) {
      if (const YamlNode* name = one.Find("name")) known.push_back(name->text);
    }
  }
  for (const YamlNode& item : when->items) {
    if (absl::c_linear_search(known, item.text)) continue;
    const std::string meant = DidYouMean(item.text, known);
    source.errors.Add(
        item.place,
        absl::StrCat(
            "when: no case and no kind of failure is named ", Quoted(item.text),
            meant.empty()
                ? absl::StrCat("; kinds are ", absl::StrJoin(kFailures, ", "))
                : meant));
  }
  return hint;
}

bool HasDriver(const Problem& problem) {
  for (const Language& language : *problem.languages) {
    for (const std::string& extension : language.extensions) {
      std::error_code error;
      if (fs::exists(problem.directory / ("driver" + extension), error)) {
        return true;
      }
    }
  }
  return false;
}

// When what an interactor says comes is not the schedule's to decide, so a seed
// would not give the same one again.
void CheckExplored(const YamlNode& cases, const Problem& problem,
                   ProblemSource& source) {
  for (std::size_t i = 0; i < cases.items.size(); ++i) {
    const YamlNode& one = cases.items[i];
    const bool interactive =
        i < problem.cases.size() && InteractorOf(problem.cases[i]) != nullptr;
    if (interactive && HasDriver(problem)) {
      source.errors.Add(one.place,
                        "interactive: the problem has a driver, which talks "
                        "with the submission already");
    }
    const YamlNode* explore = one.Find("explore");
    if (explore == nullptr || !interactive) continue;
    source.errors.Add(
        explore->place,
        "explore: the problem has an interactor; when its answers "
        "come is not the schedule's to decide");
  }
}

// Somebody has to call what the interface declares.
void CheckDriver(const YamlNode& interface, const Problem& problem,
                 ProblemSource& source) {
  if (HasDriver(problem)) return;
  source.errors.Add(interface.place,
                    "interface: the problem has no driver (driver.cpp or "
                    "driver.py in its folder) that calls what is declared "
                    "here");
}

// Somebody has to trace what is expected of spans. Without anything to read
// from there is nothing to say of an interactor's, and what else is wrong comes
// first: the file may not be complete yet.
void CheckSpans(const YamlNode& cases, const Problem& problem,
                ProblemSource& source) {
  if (!source.errors.empty() || HasDriver(problem)) return;
  for (const YamlNode& one : cases.items) {
    const YamlNode* expect = one.Find("expect");
    if (expect == nullptr) continue;
    for (const YamlEntry& entry : expect->entries) {
      if (entry.key.text != "spans") continue;
      source.errors.Add(entry.key.place,
                        "spans: the problem has no driver (driver.cpp or "
                        "driver.py in its folder) that traces any");
    }
  }
}

// A case of a group that is a bonus is one as well.
void MarkBonusCases(Problem& problem) {
  for (const CaseGroup& group : problem.groups) {
    for (TestCase& test_case : problem.cases) {
      if (test_case.group == group.name) test_case.bonus = group.bonus;
    }
  }
}

// A main program in a language that is not linked is a file among those of
// every submission.
void IncludeMains(const YamlNode& root, Problem& problem,
                  ProblemSource& source) {
  if (problem.suite != nullptr) return;
  for (const std::string& name : LanguagesWithMain(problem)) {
    const Language& language = *FindLanguage(*problem.languages, name);
    if (language.toolchain.links()) continue;
    const fs::path main = PartIn(problem, "main", language);
    auto text = ReadRegularFile(main, kMaxYamlBytes);
    if (!text.ok()) {
      source.errors.Add(root.place, absl::StrCat(main.filename().string(), ": ",
                                                 text.status().message()));
      continue;
    }
    problem.included[name].push_back(
        {main.filename().string(), *std::move(text)});
  }
}

// The rows of those that the problem is offered in.
std::vector<const Language*> KnownLanguages(const Problem& problem) {
  std::vector<const Language*> languages;
  for (const std::string& name : LanguagesOf(problem)) {
    if (const auto* one = FindLanguage(*problem.languages, name)) {
      languages.push_back(one);
    }
  }
  return languages;
}

void ReadProblem(const YamlNode& root, const std::vector<Linter>& linters,
                 Problem& problem, ProblemSource& source) {
  problem.directory = source.folder;
  if (const YamlNode* id = root.Find("id")) {
    problem.id = id->text;
    const std::string folder = source.folder.filename().string();
    if (problem.id != folder) {
      source.errors.Add(
          id->place,
          absl::StrCat("id: expected the name of the folder, ", Quoted(folder),
                       ", found ", Quoted(problem.id)));
    }
  }
  if (const YamlNode* number = root.Find("number")) {
    problem.number = static_cast<int>(WholeValue(*number));
  }
  if (const YamlNode* title = root.Find("title")) problem.title = title->text;
  if (const YamlNode* difficulty = root.Find("difficulty")) {
    problem.difficulty = ReadDifficulty(*difficulty);
  }
  if (const YamlNode* tags = root.Find("tags")) {
    problem.tags = TextValues(*tags);
  }
  if (const YamlNode* languages = root.Find("languages")) {
    problem.offered_in = TextValues(*languages);
    CheckLanguageNames(*languages, LanguageNames(*problem.languages),
                       source.errors);
  }
  ReadLimits(root.Find("limits"), problem.limits);
  CheckLimits(root.Find("limits"), problem.limits, source);
  if (const YamlNode* interface = root.Find("interface")) {
    CheckDriver(*interface, problem, source);
    const YamlNode* id = root.Find("id");
    problem.interface = std::make_shared<const Interface>(
        ReadInterface(*interface, problem.id,
                      id == nullptr ? root.place : id->place, source.errors));
  }
  if (const YamlNode* cases = root.Find("cases")) {
    problem.cases = ReadCases(*cases, problem.limits, source);
    CheckExplored(*cases, problem, source);
    if (const YamlNode* groups = root.Find("groups")) {
      problem.groups = ReadGroups(*groups, *cases, problem.cases, source);
      MarkBonusCases(problem);
    }
    if (MaxPoints(problem) == 0) {
      source.errors.Add(
          cases->place,
          "no case gives any points; at least one point is needed");
    }
  }
  if (const YamlNode* suite = root.Find("suite")) {
    problem.suite = std::make_shared<const Suite>(ReadSuite(*suite, source));
    problem.offered_in = {problem.suite->language};
  }
  if (const YamlNode* tests = root.Find("tests")) {
    ReadHandedInTests(*tests, problem, source);
    if (MaxPoints(problem) == 0) {
      source.errors.Add(tests->place,
                        "tests: no wrong implementation gives any points; at "
                        "least one point is needed");
    }
  }
  if (const YamlNode* hints = root.Find("hints")) {
    for (const YamlNode& node : hints->items) {
      problem.hints.push_back(ReadHint(node, root.Find("cases"), source));
    }
  }
  IncludeMains(root, problem, source);
  problem.construct_rules = ReadConstructRules(
      root.Find("forbid"), root.Find("require"), source.errors);
  const std::vector<const Language*> languages = KnownLanguages(problem);
  if (const YamlNode* deductions = root.Find("deductions")) {
    problem.deductions =
        ReadDeductions(*deductions, languages, linters, source.errors);
  }
  if (const YamlNode* build = root.Find("build")) {
    problem.build =
        ReadBuildOptions(*build, languages, HasDriver(problem), source.errors);
  }
  if (const YamlNode* sanitize = root.Find("sanitize")) {
    problem.sanitizers =
        ReadSanitizers(*sanitize, root.Find("cases"), languages, source.errors);
  }
  if (const YamlNode* explanations = root.Find("explanations")) {
    problem.explanations = ReadExplanations(
        *explanations, LanguageNames(*problem.languages), source.errors);
  }
  if (const YamlNode* cases = root.Find("cases")) {
    CheckSpans(*cases, problem, source);
  }
}

}  // namespace

absl::StatusOr<Problem> LoadProblem(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(path / "problem.yaml", error)) &&
      IsExercise(path)) {
    return LoadExercise(path);
  }
  const fs::path file =
      fs::is_directory(path, error) ? path / "problem.yaml" : path;
  absl::StatusOr<std::string> text = ReadRegularFile(file, kMaxYamlBytes);
  if (!text.ok()) {
    return absl::Status(
        text.status().code(),
        absl::StrCat(file.string(), ": error: ", text.status().message()));
  }
  AuthorErrors errors(file.string(), *std::move(text));
  ProblemSource source{fs::canonical(file, error).parent_path(), errors};
  Problem problem;
  if (const fs::path table = source.folder.parent_path() / "languages.yaml";
      fs::exists(table, error)) {
    auto languages = LoadLanguages(table);
    if (!languages.ok()) return languages.status();
    problem.languages = *std::move(languages);
  }
  const auto linters =
      LoadLinters(source.folder.parent_path() / "linters.yaml");
  if (!linters.ok()) return linters.status();
  std::optional<YamlNode> root = ReadYaml(errors);
  if (IsPackage(root, source.folder)) {
    return LoadPackage(root, errors, file.parent_path(), problem.languages);
  }
  if (root) RefuseThreadSanitizer(*root, errors);
  if (root && CheckRecord(*root, kProblemRecord, errors)) {
    ReadProblem(*root, *linters, problem, source);
  }
  const absl::Status status = errors.ToStatus();
  if (!status.ok()) return status;
  return problem;
}

}  // namespace grader
