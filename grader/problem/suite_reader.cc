#include "grader/problem/suite_reader.h"

#include <fnmatch.h>

#include <filesystem>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "grader/problem/language.h"
#include "grader/problem/readable.h"
#include "grader/problem/suite_framework.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kCompiledWithSubmission[] = "are compiled with the submission";

fs::path SuiteFile(const YamlNode& node, ProblemSource& source) {
  fs::path file = FilePath(node, source);
  if (!file.empty() && IsSuiteFileOfOurs(file.filename().string())) {
    source.errors.Add(
        node.place,
        absl::StrCat("suite: a file ", Quoted(file.filename().string()),
                     " is the grader's own; rename it"));
  }
  return file;
}

void CheckShared(const YamlNode& node, absl::string_view framework,
                 absl::string_view why, ProblemSource& source) {
  const YamlNode* process = node.Find("process");
  if (process == nullptr || process->text != "apart") return;
  source.errors.Add(process->place,
                    absl::StrCat("suite: tests of ", framework, " ", why,
                                 ", and share its process: expected shared"));
}

// Tests that are compiled need a file to compile, and a header by which they
// know what they test.
void CheckCompiled(const YamlNode& node, const Suite& suite,
                   ProblemSource& source) {
  const SuiteFramework* row = FindSuiteFramework(suite.framework);
  const YamlNode* file = node.Find("file");
  if (row == nullptr || suite.file.empty() || file == nullptr) return;
  const std::string name = suite.file.filename().string();
  if (!absl::EndsWith(name, row->ending)) {
    source.errors.Add(
        file->place,
        absl::StrCat("suite: expected the name of a file with tests of ",
                     row->name, ", which ends in ", row->ending, ", found ",
                     Quoted(name)));
  }
  if (row->is_program) {
    CheckShared(node, row->name,
                row->is_built ? kCompiledWithSubmission : "run the submission",
                source);
    return;
  }
  const Language* language =
      FindLanguage(*BuiltInLanguages(), std::string(row->language));
  const auto is_one_of = [](const fs::path& name,
                            const std::vector<std::string>& extensions) {
    return absl::c_linear_search(extensions, name.extension().string());
  };
  if (!is_one_of(suite.file, language->extensions)) {
    source.errors.Add(
        file->place,
        absl::StrCat("suite: tests of ", row->name, " are written in ",
                     row->language, ", and ",
                     Quoted(suite.file.filename().string()),
                     " is no source of it; expected one that ends in ",
                     absl::StrJoin(language->extensions, ", ")));
    return;
  }
  if (row->header.empty()) return;
  if (!is_one_of(suite.submission, language->headers)) {
    source.errors.Add(
        node.Find("submission")->place,
        absl::StrCat("suite: tests of ", row->name,
                     " include what they test: expected the name of a header, "
                     "as leap.h, found ",
                     Quoted(suite.submission)));
  }
  CheckShared(node, row->name, kCompiledWithSubmission, source);
}

}  // namespace

bool IsSuiteFileOfOurs(absl::string_view name) {
  constexpr absl::string_view kOurs[] = {
      "driver.py",   "adapter.py",        "__main__.py", "rpc.py",
      "scenario.py", "driver_objects.py", "failures.py"};
  return absl::StartsWith(name, "suite_") || absl::c_linear_search(kOurs, name);
}

std::string SubmissionNameFor(absl::string_view file,
                              absl::string_view language) {
  const fs::path path{std::string(file)};
  std::string stem = path.stem().string();
  absl::string_view subject = stem;
  if (language != "bash" && !absl::ConsumeSuffix(&subject, "_test") &&
      !absl::ConsumeSuffix(&subject, "_tests") &&
      !absl::ConsumeSuffix(&subject, ".spec") &&
      !absl::ConsumeSuffix(&subject, ".test") &&
      !(language == "java" && (absl::ConsumeSuffix(&subject, "Test") ||
                               absl::ConsumeSuffix(&subject, "Tests"))) &&
      !absl::ConsumePrefix(&subject, "test_")) {
    subject = "solution";
  }
  return absl::StrCat(subject, language == "cpp" ? ".h"
                               : language == "bash"
                                   ? ".sh"
                                   : path.extension().string());
}

Suite ReadSuite(const YamlNode& node, ProblemSource& source) {
  Suite suite;
  if (const YamlNode* framework = node.Find("framework")) {
    suite.framework = framework->text;
    if (const auto* row = FindSuiteFramework(suite.framework)) {
      suite.language = std::string(row->language);
      suite.shared = !row->runs_apart;
    }
  }
  if (const YamlNode* file = node.Find("file")) {
    suite.file = SuiteFile(*file, source);
    suite.submission =
        SubmissionNameFor(suite.file.filename().string(), suite.language);
  }
  if (const YamlNode* files = node.Find("files")) {
    for (const YamlNode& file : files->items) {
      suite.files.push_back(SuiteFile(file, source));
    }
  }
  // pytest reads it without being told.
  const fs::path conftest = suite.file.parent_path() / "conftest.py";
  std::error_code error;
  if (suite.framework == "pytest" && !suite.file.empty() &&
      !absl::c_linear_search(suite.files, conftest) &&
      fs::is_regular_file(conftest, error)) {
    suite.files.push_back(conftest);
  }
  if (const YamlNode* name = node.Find("submission")) {
    if (CheckTargetName(*name, source)) suite.submission = name->text;
  }
  if (suite.submission == suite.file.filename().string()) {
    const YamlNode* name = node.Find("submission");
    source.errors.Add(name == nullptr ? node.place : name->place,
                      absl::StrCat("suite: the submission cannot be called as "
                                   "the suite is, ",
                                   Quoted(suite.submission)));
  }
  if (const YamlNode* process = node.Find("process")) {
    suite.shared |= process->text == "shared";
  }
  if (const YamlNode* hidden = node.Find("hidden")) {
    for (const YamlNode& item : hidden->items) {
      suite.hidden.push_back(item.text);
    }
  }
  CheckCompiled(node, suite, source);
  if (const YamlNode* points = node.Find("points")) {
    for (const YamlNode& item : points->items) {
      const YamlNode* tests = item.Find("tests");
      const YamlNode* worth = item.Find("points");
      if (tests == nullptr || worth == nullptr) continue;
      suite.points.push_back(
          {tests->text, ParsePoints(worth->text).value_or(Points())});
    }
  }
  return suite;
}

// Only * and ? stand for others: names of tests may have brackets.
bool MatchesTest(absl::string_view name, absl::string_view pattern) {
  const std::string escaped =
      absl::StrReplaceAll(pattern, {{"[", "\\["}, {"\\", "\\\\"}});
  return fnmatch(escaped.c_str(), std::string(name).c_str(), 0) == 0;
}

Points PointsOfTest(const Suite& suite, absl::string_view name) {
  for (const TestPoints& one : suite.points) {
    if (MatchesTest(name, one.pattern)) return one.points;
  }
  return Points(1);
}

bool IsHiddenTest(const Suite& suite, absl::string_view name) {
  return absl::c_any_of(suite.hidden, [&](const std::string& pattern) {
    return MatchesTest(name, pattern);
  });
}

}  // namespace grader
