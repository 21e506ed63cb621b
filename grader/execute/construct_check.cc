#include "grader/execute/construct_check.h"

#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/diagnostic_group.h"
#include "grader/execute/parser_command.h"

namespace grader {
namespace {

std::string InWords(const ConstructRule& rule) {
  const std::string name = absl::StrCat("\"", rule.name, "\"");
  switch (rule.kind) {
    case ConstructRule::Kind::kCall:
      return absl::StrCat("a call of ", name);
    case ConstructRule::Kind::kImport:
      return absl::StrCat("an import of ", name);
    case ConstructRule::Kind::kName:
      return absl::StrCat("a use of ", name);
    case ConstructRule::Kind::kConstruct:
      break;
  }
  if (rule.name == "recursion") return "a recursive call";
  if (rule.name == "eval") return "a text that is run as a program";
  return absl::StrCat("a ", rule.name);
}

std::string Why(const ConstructRule& rule) {
  return rule.why.empty() ? "" : absl::StrCat(": ", rule.why);
}

Diagnostic Forbidden(const ConstructRule& rule, const RuleMatch& match,
                     const SourceFile& source) {
  Diagnostic diagnostic;
  diagnostic.file = source.name;
  diagnostic.line = match.line;
  diagnostic.column = match.column;
  diagnostic.excerpt = ExcerptOf(source.content, match.line, match.column);
  diagnostic.message =
      absl::StrCat(InWords(rule), ", which this problem forbids", Why(rule));
  return diagnostic;
}

Diagnostic Missing(const ConstructRule& rule) {
  Diagnostic diagnostic;
  std::string what = InWords(rule);
  what.erase(0, what.find(' ') + 1);  // the article
  diagnostic.message = absl::StrCat("there is no ", what,
                                    ", which this problem requires", Why(rule));
  return diagnostic;
}

}  // namespace

absl::StatusOr<Command> RulesCommand(const Submission& submission) {
  std::vector<std::string> arguments;
  for (const ConstructRule& rule : submission.construct_rules) {
    arguments.push_back(EncodeRule(rule));
  }
  arguments.push_back("--");
  auto command =
      ParserCommand(submission.language.name, arguments, submission.sources);
  if (command.ok()) return command;
  return absl::Status(
      command.status().code(),
      absl::StrCat("the problem has rules on what a program is written with, "
                   "and ",
                   command.status().message()));
}

std::vector<Diagnostic> BrokenRules(const std::vector<ConstructRule>& rules,
                                    std::vector<RuleMatch> matches,
                                    const std::vector<SourceFile>& sources) {
  absl::c_stable_sort(matches, [](const RuleMatch& a, const RuleMatch& b) {
    return std::tie(a.file, a.line, a.column) <
           std::tie(b.file, b.line, b.column);
  });
  std::vector<Diagnostic> broken;
  std::vector<bool> kept(rules.size());
  for (const RuleMatch& match : matches) {
    const auto rule = static_cast<std::size_t>(match.rule);
    const auto file = static_cast<std::size_t>(match.file);
    if (rule >= rules.size() || file >= sources.size()) continue;
    kept[rule] = true;
    if (rules[rule].required) continue;
    broken.push_back(Forbidden(rules[rule], match, sources[file]));
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].required && !kept[i]) broken.push_back(Missing(rules[i]));
  }
  return broken;
}

std::string BrokenRulesInWords(const std::vector<Diagnostic>& broken) {
  return broken.front().line > 0
             ? "The program is written with something that this problem "
               "forbids."
             : "The program lacks something that this problem requires.";
}

}  // namespace grader
