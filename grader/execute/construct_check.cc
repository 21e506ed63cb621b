#include "grader/execute/construct_check.h"

#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/diagnostic_group.h"
#include "grader/execute/parser_command.h"
#include "grader/syntax/query_fault.h"

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
    case ConstructRule::Kind::kQuery:
      return "code of a form";
    case ConstructRule::Kind::kConstruct:
      break;
  }
  if (rule.name == "recursion") return "a recursive call";
  if (rule.name == "eval") return "a text that is run as a program";
  return absl::StrCat("a ", rule.name);
}

// What ties that to what the problem says of it.
absl::string_view Which(const ConstructRule& rule) {
  return rule.kind == ConstructRule::Kind::kQuery ? " that" : ", which";
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
  diagnostic.message = absl::StrCat(InWords(rule), Which(rule),
                                    " this problem forbids", Why(rule));
  return diagnostic;
}

Diagnostic Missing(const ConstructRule& rule) {
  Diagnostic diagnostic;
  std::string what = InWords(rule);
  if (rule.kind != ConstructRule::Kind::kQuery) {
    what.erase(0, what.find(' ') + 1);  // the article
  }
  diagnostic.message = absl::StrCat("there is no ", what, Which(rule),
                                    " this problem requires", Why(rule));
  return diagnostic;
}

std::vector<std::string> ArgumentsFor(const std::vector<ConstructRule>& rules) {
  std::vector<std::string> arguments;
  for (const ConstructRule& rule : rules) {
    arguments.push_back(EncodeRule(rule));
  }
  arguments.push_back("--");
  return arguments;
}

}  // namespace

absl::StatusOr<Command> RulesCommand(const Submission& submission) {
  const std::vector<std::string> arguments =
      ArgumentsFor(submission.construct_rules);
  auto command =
      ParserCommand(submission.language.name, arguments, submission.sources);
  if (command.ok()) return command;
  return absl::Status(
      command.status().code(),
      absl::StrCat("the problem has rules on what a program is written with, "
                   "and ",
                   command.status().message()));
}

absl::Status BadQuery(const std::vector<ConstructRule>& rules,
                      absl::string_view output) {
  const auto fault = DecodeQueryFault(output);
  if (!fault || fault->rule >= rules.size()) {
    return absl::InternalError(absl::StrCat("the parser failed: ", output));
  }
  return QueryError(rules[fault->rule], fault->offset, fault->message);
}

absl::StatusOr<std::vector<std::string>> BadQueries(
    const std::vector<ConstructRule>& rules, Runner& runner) {
  std::vector<std::string> bad;
  for (const ConstructRule& rule : rules) {
    if (rule.kind != ConstructRule::Kind::kQuery) continue;
    const auto command =
        ParserCommand(rule.language, ArgumentsFor({rule}), /*sources=*/{});
    if (!command.ok()) return command.status();
    const auto observation = runner.Run(*command, BuildLimits());
    if (!observation.ok()) return observation.status();
    if (observation->termination == Termination(Exited{0})) continue;
    if (observation->termination == Termination(Exited{kQueryFaultExit})) {
      bad.emplace_back(BadQuery({rule}, observation->out.Joined()).message());
      continue;
    }
    bad.emplace_back(
        QueryError(rule, 0,
                   "the parser cannot read it: simpler ones can be read")
            .message());
  }
  return bad;
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
