#include "grader/problem/linter.h"

#include <re2/re2.h>

#include <optional>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/command_words.h"
#include "grader/problem/files.h"
#include "grader/problem/problem_reader.h"
#include "grader/problem/readable.h"
#include "grader/problem/schema_values.h"
#include "grader/problem/yaml_reader.h"

namespace grader {
namespace {

constexpr std::int64_t kMaxLintersBytes = kMiB;

constexpr Value kName{.scalar = Scalar::kText,
                      .pattern = "[a-z][a-z0-9-]*",
                      .meaning = "a lower-case word"};
constexpr Value kWords{.may_be_empty = true, .items = &kWritten};
constexpr Value kLanguages{.names = &kName, .values = &kWords};
constexpr Key kLinterKeys[] = {
    {.name = "languages",
     .value = &kLanguages,
     .required = true,
     .example = "{python: []}"},
    {.name = "programs",
     .value = &kWords,
     .required = true,
     .example = "[pylint]"},
    {.name = "identity", .value = &kWords},
    {.name = "command",
     .value = &kWords,
     .required = true,
     .example = R"(["{linter}", "{sources}"])"},
    {.name = "with_rules", .value = &kWords},
    {.name = "finding",
     .value = &kText,
     .required = true,
     .example = R"('^(?P<file>[^:]+):(?P<line>\d+): (?P<message>.*)$')"},
    {.name = "cannot_read", .value = &kText},
    {.name = "rule", .value = &kText, .only_with = "example"},
    {.name = "example", .value = &kText, .only_with = "rule"},
    {.name = "silencers", .value = &kWords},
};
constexpr Record kLinterRecord{.name = "a linter", .keys = kLinterKeys};
constexpr Value kLinter{.record = &kLinterRecord};
constexpr Value kLinters{.names = &kName, .values = &kLinter};
constexpr Key kRootKeys[] = {{.name = "linters",
                              .value = &kLinters,
                              .required = true,
                              .example = "{pylint: {…}}"}};
constexpr Record kRoot{.name = "the table of linters", .keys = kRootKeys};

std::vector<std::string> WordsOf(const YamlNode& row, absl::string_view key) {
  const YamlNode* list = row.Find(key);
  return list == nullptr ? std::vector<std::string>() : TextValues(*list);
}

void CheckPatterns(const YamlNode& row, AuthorErrors& errors) {
  for (const char* const key : {"finding", "cannot_read", "rule"}) {
    const YamlNode* pattern = row.Find(key);
    if (pattern == nullptr) continue;
    const RE2 expression(pattern->text, RE2::Quiet);
    if (!expression.ok()) {
      errors.Add(pattern->place,
                 absl::StrCat(
                     key, ": not a regular expression: ", expression.error()));
      continue;
    }
    if (absl::string_view(key) != "finding") continue;
    for (const char* const group : {"file", "line", "message"}) {
      if (expression.NamedCapturingGroups().count(group) > 0) continue;
      errors.Add(
          pattern->place,
          absl::StrCat("finding: it lacks the group (?P<", group, ">…)"));
    }
  }
}

void CheckCommand(const YamlNode& row, AuthorErrors& errors) {
  const YamlNode* command = row.Find("command");
  if (command != nullptr) {
    static const std::vector<std::string> kFilledIn = {
        "{linter}", "{select}", "{sources}", "{options}"};
    CheckFilled(*command, "command: ", kFilledIn, errors);
  }
  if (const YamlNode* rules = row.Find("with_rules")) {
    CheckFilled(*rules, "with_rules: ", {"{rules}"}, errors);
  }
  if (command == nullptr || command->items.empty() ||
      command->items.front().text == "{linter}") {
    return;
  }
  errors.Add(command->items.front().place,
             absl::StrCat("command: expected \"{linter}\", the program, as the "
                          "first word, found ",
                          Quoted(command->items.front().text)));
}

Linter ReadLinter(const YamlEntry& entry, AuthorErrors& errors) {
  const YamlNode& row = entry.value;
  Linter linter;
  linter.name = entry.key.text;
  if (const YamlNode* languages = row.Find("languages")) {
    for (const YamlEntry& language : languages->entries) {
      linter.languages[language.key.text] = TextValues(language.value);
    }
  }
  linter.programs = WordsOf(row, "programs");
  for (std::string& path : WordsOf(row, "identity")) {
    linter.identity.emplace_back(std::move(path));
  }
  linter.command = WordsOf(row, "command");
  linter.with_rules = WordsOf(row, "with_rules");
  linter.finding = TextOf(row, "finding");
  linter.cannot_read = TextOf(row, "cannot_read");
  linter.rule = TextOf(row, "rule");
  linter.example = TextOf(row, "example");
  linter.silencers = WordsOf(row, "silencers");
  CheckPatterns(row, errors);
  CheckCommand(row, errors);
  return linter;
}

}  // namespace

absl::StatusOr<std::vector<Linter>> ReadLinters(std::string file,
                                                std::string text) {
  AuthorErrors errors(std::move(file), std::move(text));
  std::vector<Linter> linters;
  std::optional<YamlNode> root = ReadYaml(errors);
  if (root && CheckRecord(*root, kRoot, errors)) {
    if (const YamlNode* rows = root->Find("linters")) {
      for (const YamlEntry& entry : rows->entries) {
        linters.push_back(ReadLinter(entry, errors));
      }
    }
  }
  if (absl::Status read = errors.ToStatus(); !read.ok()) return read;
  return linters;
}

absl::StatusOr<std::vector<Linter>> LoadLinters(
    const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return std::vector<Linter>();
  auto text = ReadRegularFile(path, kMaxLintersBytes);
  if (!text.ok()) {
    return absl::Status(
        text.status().code(),
        absl::StrCat(path.string(), ": error: ", text.status().message()));
  }
  return ReadLinters(path.string(), *std::move(text));
}

const std::vector<Linter>& BuiltInLinters() {
  static const auto& linters = *new std::vector<Linter>([] {
    // A test makes sure that it can be read.
    auto read = ReadLinters("linters.yaml", std::string(kBuiltInLinters));
    return read.ok() ? *std::move(read) : std::vector<Linter>();
  }());
  return linters;
}

const Linter* FindLinter(absl::string_view name) {
  const auto& linters = BuiltInLinters();
  const auto found = absl::c_find_if(
      linters, [&](const Linter& linter) { return linter.name == name; });
  return found == linters.end() ? nullptr : &*found;
}

absl::StatusOr<std::string> FindLinterProgram(const Linter& linter) {
  std::string path = FindProgram(linter.programs, kSystemPath);
  if (!path.empty()) return path;
  return absl::UnavailableError(
      absl::StrCat("the problem deducts points for what ", linter.name,
                   " finds, and this machine does not have it; install ",
                   absl::StrJoin(linter.programs, " or "), " (in one of ",
                   absl::StrJoin(absl::StrSplit(kSystemPath, ':'), ", "), ")"));
}

}  // namespace grader
