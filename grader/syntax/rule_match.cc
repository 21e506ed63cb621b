#include "grader/syntax/rule_match.h"

#include <map>
#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace grader {
namespace {

using Kind = ConstructRule::Kind;
constexpr std::pair<Kind, absl::string_view> kKindNames[] = {
    {Kind::kConstruct, "construct"},
    {Kind::kCall, "call"},
    {Kind::kImport, "import"},
    {Kind::kName, "name"},
    {Kind::kQuery, "query"}};

// What runs text as a program, in any of the languages.
constexpr absl::string_view kEvaluators[] = {
    "eval", "exec", "compile", "__import__", "Function", "execfile"};

// The name by which a function of the program may be called, if `callee`, as it
// is written, can be one: "fib", "this->fib", "Tree::fib"; but not "list.fib",
// which is another object's.
std::string OwnName(absl::string_view callee) {
  for (const absl::string_view self :
       {"this->", "this.", "self.", "cls.", "Self::"}) {
    absl::ConsumePrefix(&callee, self);
  }
  if (absl::StrContains(callee, ".") || absl::StrContains(callee, "->") ||
      absl::StartsWith(callee, "std::")) {
    return "";
  }
  const std::size_t qualifier = callee.rfind("::");
  return std::string(qualifier == absl::string_view::npos
                         ? callee
                         : callee.substr(qualifier + 2));
}

// Which functions of the program call which.
class CallGraph {
 public:
  explicit CallGraph(const std::vector<Construct>& constructs) {
    for (const Construct& one : constructs) {
      if (one.kind == ConstructKind::kFunction) {
        calls_.try_emplace(OwnName(one.name));
      }
    }
    for (const Construct& one : constructs) {
      if (one.kind != ConstructKind::kCall || one.inside.empty()) continue;
      const auto from = calls_.find(OwnName(one.inside));
      const std::string to = OwnName(one.name);
      if (from != calls_.end() && calls_.contains(to)) from->second.insert(to);
    }
  }

  // Whether `call` leads back to the function that it stands in.
  bool LeadsBack(const Construct& call) const {
    const std::string home = OwnName(call.inside);
    std::vector<std::string> next = {OwnName(call.name)};
    std::set<std::string> seen;
    while (!next.empty()) {
      const std::string name = std::move(next.back());
      next.pop_back();
      const auto calls = calls_.find(name);
      if (calls == calls_.end() || !seen.insert(name).second) continue;
      if (name == home) return true;
      next.insert(next.end(), calls->second.begin(), calls->second.end());
    }
    return false;
  }

 private:
  std::map<std::string, std::set<std::string>> calls_;
};

// "os" holds "os.path", "java.util" holds "java.util.List".
bool Holds(absl::string_view module, absl::string_view imported) {
  if (!absl::ConsumePrefix(&imported, module)) return false;
  return imported.empty() || absl::StartsWith(imported, ".") ||
         absl::StartsWith(imported, "/") || absl::StartsWith(imported, "::");
}

bool Matches(const ConstructRule& rule, const Construct& one,
             const CallGraph& graph) {
  switch (rule.kind) {
    case ConstructRule::Kind::kCall:
      return one.kind == ConstructKind::kCall && Means(one.name, rule.name);
    case ConstructRule::Kind::kName:
      return one.kind == ConstructKind::kName && one.name == rule.name;
    case ConstructRule::Kind::kImport:
      return one.kind == ConstructKind::kImport && Holds(rule.name, one.name);
    case ConstructRule::Kind::kQuery:
      return false;
    case ConstructRule::Kind::kConstruct:
      break;
  }
  if (rule.name == "loop") return one.kind == ConstructKind::kLoop;
  if (rule.name == "goto") return one.kind == ConstructKind::kGoto;
  if (rule.name == "lambda") return one.kind == ConstructKind::kLambda;
  if (rule.name == "comprehension") {
    return one.kind == ConstructKind::kComprehension;
  }
  if (one.kind != ConstructKind::kCall) return false;
  return rule.name == "eval" ? absl::c_linear_search(kEvaluators, one.name)
                             : graph.LeadsBack(one);
}

std::optional<RuleMatch> DecodeLine(absl::string_view line) {
  const std::vector<absl::string_view> fields = absl::StrSplit(line, ' ');
  RuleMatch match;
  if (fields.size() != 4 || !absl::SimpleAtoi(fields[0], &match.rule) ||
      !absl::SimpleAtoi(fields[1], &match.file) ||
      !absl::SimpleAtoi(fields[2], &match.line) ||
      !absl::SimpleAtoi(fields[3], &match.column) || match.rule < 0 ||
      match.file < 0 || match.line < 1 || match.column < 1) {
    return std::nullopt;
  }
  return match;
}

}  // namespace

std::vector<RuleMatch> MatchRules(const std::vector<ConstructRule>& rules,
                                  const std::vector<Construct>& constructs) {
  const CallGraph graph(constructs);
  std::vector<RuleMatch> matches;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    std::size_t places = 0;
    for (const Construct& one : constructs) {
      if (!Matches(rules[i], one, graph)) continue;
      matches.push_back({static_cast<int>(i), one.file, one.line, one.column});
      if (++places == kMostPlaces) break;
    }
  }
  return matches;
}

std::string EncodeMatches(const std::vector<RuleMatch>& matches) {
  std::string text;
  for (const RuleMatch& one : matches) {
    absl::StrAppend(&text, one.rule, " ", one.file, " ", one.line, " ",
                    one.column, "\n");
  }
  return text;
}

std::optional<std::vector<RuleMatch>> DecodeMatches(absl::string_view text) {
  std::vector<RuleMatch> matches;
  if (text.empty()) return matches;
  if (!absl::ConsumeSuffix(&text, "\n")) return std::nullopt;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    const auto match = DecodeLine(line);
    if (!match) return std::nullopt;
    matches.push_back(*match);
  }
  return matches;
}

std::string EncodeRule(const ConstructRule& rule) {
  for (const auto& [kind, name] : kKindNames) {
    if (kind != rule.kind) continue;
    return kind == Kind::kQuery
               ? absl::StrCat(name, "=", rule.language, "=", rule.name)
               : absl::StrCat(name, "=", rule.name);
  }
  return "";
}

std::optional<ConstructRule> DecodeRule(absl::string_view text) {
  for (const auto& [kind, name] : kKindNames) {
    absl::string_view rest = text;
    if (!absl::ConsumePrefix(&rest, name) || !absl::ConsumePrefix(&rest, "=")) {
      continue;
    }
    ConstructRule rule;
    rule.kind = kind;
    if (kind == Kind::kQuery) {
      const std::size_t end = rest.find('=');
      if (end == absl::string_view::npos) return std::nullopt;
      rule.language = std::string(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
    rule.name = std::string(rest);
    return rule;
  }
  return std::nullopt;
}

}  // namespace grader
