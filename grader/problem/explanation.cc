#include "grader/problem/explanation.h"

#include <re2/re2.h>

#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/problem/language.h"
#include "grader/problem/problem_reader.h"

namespace grader {
namespace {

constexpr Value kText{.scalar = Scalar::kText};
constexpr Value kName{.scalar = Scalar::kText,
                      .pattern = "[a-z0-9]+(-[a-z0-9]+)*",
                      .meaning = "lower-case words joined by \"-\""};
constexpr Value kLanguages{.unique = true, .items = &kText};
constexpr Key kKeys[] = {
    {.name = "name",
     .value = &kName,
     .required = true,
     .description = "What the row is called, in reports for programs.",
     .example = "gate-is-closed"},
    {.name = "pattern",
     .value = &kText,
     .required = true,
     .description =
         "A regular expression (RE2) that is looked for in what a compiler or "
         "a runtime says; `^` and `$` stand at the ends of lines.",
     .example = R"('^ClosedError: gate (\d+)')"},
    {.name = "languages",
     .value = &kLanguages,
     .description = "The languages it is said in; all where it is left out.",
     .example = "[python]"},
    {.name = "means",
     .value = &kText,
     .required = true,
     .description = "What it means, in plain words; `{1}` is what the first "
                    "group of the pattern matched.",
     .example = "\"Gate {1} is closed, and nothing opens it.\""},
    {.name = "try",
     .value = &kText,
     .required = true,
     .description = "What to try; `{1}` as above.",
     .example = "Await open() before the request."},
};
constexpr Record kRecord{
    .name = "an explanation", .title = "Explanation", .keys = kKeys};
constexpr Value kExplanation{.record = &kRecord};

constexpr Value kExplanations{.items = &kExplanation};
constexpr Key kTableKeys[] = {
    {.name = "explanations", .value = &kExplanations, .required = true}};
constexpr Record kTable{
    .name = "a table of explanations", .title = "Table", .keys = kTableKeys};

// Says so if `text` speaks of a group that `expression` does not have.
void CheckGroups(const YamlNode* text, const RE2& expression,
                 AuthorErrors& errors) {
  static const RE2 kGroup(R"re(\{(\d)\})re");
  if (text == nullptr) return;
  const int groups = expression.NumberOfCapturingGroups();
  re2::StringPiece rest(text->text);
  int group = 0;
  while (RE2::FindAndConsume(&rest, kGroup, &group)) {
    if (group >= 1 && group <= groups) continue;
    errors.Add(text->place, absl::StrCat("{", group,
                                         "} stands for a group of the pattern, "
                                         "which has ",
                                         groups));
  }
}

void CheckPattern(const YamlNode& pattern, const YamlNode& row,
                  AuthorErrors& errors) {
  const RE2 expression(pattern.text, RE2::Quiet);
  if (!expression.ok()) {
    errors.Add(pattern.place,
               absl::StrCat("pattern: not a regular expression: ",
                            expression.error()));
    return;
  }
  CheckGroups(row.Find("means"), expression, errors);
  CheckGroups(row.Find("try"), expression, errors);
}

}  // namespace

const Value kExplanationsValue{.items = &kExplanation};

std::vector<Explanation> ReadExplanations(
    const YamlNode& list, const std::vector<std::string>& languages,
    AuthorErrors& errors) {
  std::vector<Explanation> rows;
  std::map<std::string, int> lines;  // of the names so far
  for (const YamlNode& node : list.items) {
    Explanation row;
    row.name = TextOf(node, "name");
    row.pattern = TextOf(node, "pattern");
    row.means = TextOf(node, "means");
    row.attempt = TextOf(node, "try");
    if (const YamlNode* name = node.Find("name")) {
      const auto [first, added] =
          lines.emplace(row.name, errors.Line(name->place));
      if (!added) {
        errors.Add(name->place, absl::StrCat("the name \"", row.name,
                                             "\" is taken already, in line ",
                                             first->second));
      }
    }
    if (const YamlNode* names = node.Find("languages")) {
      row.languages = TextValues(*names);
      CheckLanguageNames(*names, languages, errors);
    }
    if (const YamlNode* pattern = node.Find("pattern")) {
      CheckPattern(*pattern, node, errors);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

absl::StatusOr<std::vector<Explanation>> ReadExplanationTable(
    std::string file, std::string text) {
  AuthorErrors errors(std::move(file), std::move(text));
  std::vector<std::string> languages;
  for (const Language& one : *BuiltInLanguages()) languages.push_back(one.name);
  std::vector<Explanation> rows;
  std::optional<YamlNode> root = ReadYaml(errors);
  if (root && CheckRecord(*root, kTable, errors)) {
    if (const YamlNode* list = root->Find("explanations")) {
      rows = ReadExplanations(*list, languages, errors);
    }
  }
  if (absl::Status read = errors.ToStatus(); !read.ok()) return read;
  return rows;
}

const std::vector<Explanation>& BuiltInExplanations() {
  static const auto& rows = *new std::vector<Explanation>([] {
    // A test makes sure that it can be read.
    auto read = ReadExplanationTable("explanations.yaml",
                                     std::string(kBuiltInExplanations));
    return read.ok() ? *std::move(read) : std::vector<Explanation>();
  }());
  return rows;
}

}  // namespace grader
