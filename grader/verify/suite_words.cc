#include "grader/verify/suite_words.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/files.h"
#include "grader/problem/readable.h"
#include "grader/problem/suite.h"
#include "grader/problem/suite_reader.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

namespace {

void CheckPattern(const YamlNode& pattern, absl::string_view key,
                  const std::vector<std::string>& tests, AuthorErrors& errors) {
  if (absl::c_any_of(tests, [&](const std::string& name) {
        return MatchesTest(name, pattern.text);
      })) {
    return;
  }
  errors.Add(pattern.place, absl::StrCat(key, ": no test is called like ",
                                         Quoted(pattern.text), "; there are ",
                                         absl::StrJoin(tests, ", ")));
}

}  // namespace

std::vector<std::string> UnusedPatterns(const Problem& problem) {
  const std::filesystem::path file = problem.directory / "problem.yaml";
  AuthorErrors errors(file.string(), ReadFile(file).value_or(""));
  const std::optional<YamlNode> root = ReadYaml(errors);
  const YamlNode* suite = root ? root->Find("suite") : nullptr;
  if (suite == nullptr) return {};
  std::vector<std::string> tests;
  for (const TestCase& one : problem.cases) {
    if (one.test != nullptr) tests.push_back(one.test->id);
  }
  if (const YamlNode* hidden = suite->Find("hidden")) {
    for (const YamlNode& one : hidden->items) {
      CheckPattern(one, "hidden", tests, errors);
    }
  }
  if (const YamlNode* points = suite->Find("points")) {
    for (const YamlNode& one : points->items) {
      const YamlNode* pattern = one.Find("tests");
      if (pattern != nullptr) CheckPattern(*pattern, "tests", tests, errors);
    }
  }
  if (errors.empty()) return {};
  return {std::string(errors.ToStatus().message())};
}

std::string ProcessesInWords(const Problem& problem) {
  std::size_t apart = 0, right = 0, wrong = 0, mutants = 0;
  std::vector<std::string> shared;
  for (const TestCase& one : problem.cases) {
    if (one.test == nullptr) continue;
    if (one.test->kind == SuiteTest::Kind::kHandedIn) {
      ++(one.test->with.right    ? right
         : one.test->with.mutant ? mutants
                                 : wrong);
    } else if (one.test->kind == SuiteTest::Kind::kApart) {
      ++apart;
    } else {
      shared.push_back(one.name);
    }
  }
  if (wrong > 0) {
    return absl::StrCat(
        right / 2, " right implementations, each tried twice, ", wrong,
        " wrong", mutants > 0 ? absl::StrCat(", ", mutants, " mutants") : "");
  }
  const std::string words =
      absl::StrCat(apart, " run apart from the submission");
  if (shared.empty()) return words;
  constexpr std::size_t kShown = 5;
  const std::size_t count = shared.size();
  if (count > kShown) {
    shared.resize(kShown);
    shared.emplace_back("…");
  }
  return absl::StrCat(words, ", ", count, " in its process, which could forge ",
                      "what they report: ", absl::StrJoin(shared, ", "));
}

void AddMutantWarnings(const Problem& problem, const MutantCases& mutants,
                       const std::vector<EquivalentMutant>& equivalents,
                       std::vector<std::string>& warnings) {
  if (!problem.suite->mutants) return;
  for (const MutantDiff& diff : mutants.left_out) {
    if (FindEquivalent(equivalents, diff) != nullptr) continue;
    warnings.push_back(
        absl::StrCat("the reference passes with a mutant, which is left out; "
                     "if it is equivalent, say so in equivalent.yaml: line ",
                     diff.line, "\n- ", diff.was, "\n+ ", diff.becomes));
  }
  const auto most = static_cast<std::size_t>(problem.suite->mutants->most);
  if (mutants.cases.size() < most) {
    warnings.push_back(absl::StrCat("there are ", mutants.cases.size(),
                                    " mutants, not ", most,
                                    ": no more are caught"));
  }
}

}  // namespace grader
