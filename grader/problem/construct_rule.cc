#include "grader/problem/construct_rule.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/files.h"
#include "grader/problem/readable.h"
#include "grader/problem/schema_values.h"
#include "grader/problem/yaml_reader.h"

namespace grader {
namespace {

constexpr Value kConstruct{.scalar = Scalar::kChoice,
                           .choices = kConstructNames};
constexpr Value kRuleName{.scalar = Scalar::kText,
                          .pattern = R"([^\s"<>()]{1,200})",
                          .meaning = "a name as it stands in a program"};
constexpr Value kQuery{.scalar = Scalar::kText, .longest = 2000};
constexpr Value kQueryLanguage{.scalar = Scalar::kChoice,
                               .choices = kQueryLanguages};
constexpr Key kRuleKeys[] = {
    {.name = "construct",
     .value = &kConstruct,
     .description = "One of the constructs that have a name.",
     .example = "loop"},
    {.name = "call",
     .value = &kRuleName,
     .description = "A function that is called; sort is also std::sort and "
                    "numbers.sort.",
     .example = "sorted"},
    {.name = "import",
     .value = &kRuleName,
     .description = "A module, header or package.",
     .example = "numpy"},
    {.name = "name",
     .value = &kRuleName,
     .description = "A name, whatever it is used for.",
     .example = "reduce"},
    {.name = "query",
     .value = &kQuery,
     .needs = "language",
     .description =
         "A query of tree-sitter, for what has no name here; with #eq?, "
         "#not-eq?, #match? (RE2), #not-match? and #any-of?. What `@here` "
         "captures is the place that learners are told, else what is captured "
         "first.",
     .example = "\"(while_statement condition: (true)) @here\""},
    {.name = "language",
     .value = &kQueryLanguage,
     .only_with = "query",
     .description = "The language in whose grammar the query is; programs in "
                    "others are not held against it.",
     .example = "python"},
    {.name = "why",
     .value = &kText,
     .description = "For learners: what the rule is there for.",
     .example = "Sort by hand here."},
};
constexpr absl::string_view kRuleKinds[] = {"construct", "call", "import",
                                            "name", "query"};
constexpr absl::Span<const absl::string_view> kRuleAlternatives[] = {
    kRuleKinds};
constexpr Record kRuleRecord{.name = "a rule",
                             .title = "Rule on constructs",
                             .keys = kRuleKeys,
                             .alternatives = kRuleAlternatives,
                             .one_of = kRuleKinds};
constexpr Value kRule{.scalar = Scalar::kChoice,
                      .choices = kConstructNames,
                      .record = &kRuleRecord};

ConstructRule ReadRule(const YamlNode& node, bool required) {
  ConstructRule rule;
  rule.required = required;
  if (node.kind == YamlNode::Kind::kScalar) {
    rule.name = node.text;
    return rule;
  }
  using Kind = ConstructRule::Kind;
  for (const auto& [key, kind] :
       {std::pair("construct", Kind::kConstruct),
        std::pair("call", Kind::kCall), std::pair("import", Kind::kImport),
        std::pair("name", Kind::kName), std::pair("query", Kind::kQuery)}) {
    if (const YamlNode* name = node.Find(key)) {
      rule.kind = kind;
      rule.name = name->text;
    }
  }
  if (const YamlNode* language = node.Find("language")) {
    rule.language = language->text;
  }
  if (const YamlNode* why = node.Find("why")) rule.why = why->text;
  return rule;
}

// Where in `text` the character stands that is `offset` bytes into `query`, a
// text of it that is written as it is read; nothing for another.
std::optional<std::size_t> PlaceInQuery(absl::string_view text,
                                        const YamlNode& query,
                                        std::size_t offset) {
  std::size_t begin = query.place.offset;
  const bool block = begin < text.size() && text[begin] == '|';
  if (!block) {
    if (query.quoted) ++begin;
    if (!absl::StartsWith(text.substr(begin), query.text)) return std::nullopt;
    return begin + offset;
  }
  // Each line is indented, and a block begins below its indicator.
  const std::vector<absl::string_view> lines = absl::StrSplit(query.text, '\n');
  for (const absl::string_view line : lines) {
    begin = text.find('\n', begin);
    if (begin == absl::string_view::npos) return std::nullopt;
    ++begin;
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    absl::string_view written = text.substr(begin, end - begin);
    if (!absl::ConsumeSuffix(&written, line) ||
        written.find_first_not_of(' ') != absl::string_view::npos) {
      return std::nullopt;
    }
    if (offset <= line.size()) return begin + written.size() + offset;
    offset -= line.size() + 1;
  }
  return std::nullopt;
}

// The value of the key `query` in the lists of `root` that is the one of
// `rule`, or nullptr.
const YamlNode* FindQuery(const YamlNode& root, const ConstructRule& rule) {
  for (const char* const key : {"forbid", "require"}) {
    const YamlNode* const list = root.Find(key);
    if (list == nullptr) continue;
    for (const YamlNode& node : list->items) {
      const YamlNode* const query = node.Find("query");
      const YamlNode* const language = node.Find("language");
      if (query != nullptr && query->text == rule.name && language != nullptr &&
          language->text == rule.language) {
        return query;
      }
    }
  }
  return nullptr;
}

}  // namespace

std::vector<ConstructRule> RulesFor(absl::string_view language,
                                    const std::vector<ConstructRule>& rules) {
  std::vector<ConstructRule> held;
  absl::c_copy_if(rules, std::back_inserter(held),
                  [&](const ConstructRule& rule) {
                    return rule.kind != ConstructRule::Kind::kQuery ||
                           rule.language == language;
                  });
  return held;
}

const Value kConstructRulesValue{.items = &kRule};

std::vector<ConstructRule> ReadConstructRules(const YamlNode* forbid,
                                              const YamlNode* require,
                                              AuthorErrors& errors) {
  std::vector<ConstructRule> rules;
  for (const YamlNode* const list : {forbid, require}) {
    if (list == nullptr) continue;
    for (const YamlNode& node : list->items) {
      ConstructRule rule = ReadRule(node, list == require);
      const auto same = absl::c_find_if(rules, [&](const ConstructRule& other) {
        return other.kind == rule.kind && other.name == rule.name &&
               other.language == rule.language;
      });
      if (same != rules.end()) {
        errors.Add(node.place,
                   absl::StrCat(Quoted(rule.name), " is ",
                                same->required ? "required" : "forbidden",
                                " already"));
        continue;
      }
      if (rule.kind == ConstructRule::Kind::kQuery) rule.file = errors.file();
      rules.push_back(std::move(rule));
    }
  }
  return rules;
}

absl::Status QueryError(const ConstructRule& rule, std::size_t offset,
                        absl::string_view message) {
  AuthorErrors errors(rule.file, ReadFile(rule.file).value_or(""));
  const std::optional<YamlNode> root = ReadYaml(errors);
  const YamlNode* const query = root ? FindQuery(*root, rule) : nullptr;
  if (query == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat(
        rule.file, ": error: query ", Quoted(rule.name), ": ", message));
  }
  if (const auto place = PlaceInQuery(errors.text(), *query, offset)) {
    errors.Add({*place}, absl::StrCat("query: ", message));
  } else {
    errors.Add(query->place,
               absl::StrCat("query: ", offset, " bytes into it: ", message));
  }
  return errors.ToStatus();
}

}  // namespace grader
