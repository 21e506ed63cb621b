#include "grader/problem/construct_rule.h"

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/author_errors.h"
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
    {.name = "why",
     .value = &kText,
     .description = "For learners: what the rule is there for.",
     .example = "Sort by hand here."},
};
constexpr absl::string_view kRuleKinds[] = {"construct", "call", "import",
                                            "name"};
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
        std::pair("name", Kind::kName)}) {
    if (const YamlNode* name = node.Find(key)) {
      rule.kind = kind;
      rule.name = name->text;
    }
  }
  if (const YamlNode* why = node.Find("why")) rule.why = why->text;
  return rule;
}

}  // namespace

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
        return other.kind == rule.kind && other.name == rule.name;
      });
      if (same != rules.end()) {
        errors.Add(node.place,
                   absl::StrCat(Quoted(rule.name), " is ",
                                same->required ? "required" : "forbidden",
                                " already"));
        continue;
      }
      rules.push_back(std::move(rule));
    }
  }
  return rules;
}

}  // namespace grader
