#include "grader/execute/construct_check.h"

#include <unistd.h>

#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/diagnostic_group.h"
#include "grader/syntax/grammars.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

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

absl::StatusOr<Command> ParserCommand(const Submission& submission) {
  const std::string& language = submission.language.name;
  const fs::path program = ParserProgram();
  const fs::path grammars = GrammarsFolder();
  const fs::path grammar = GrammarFile(grammars, language);
  if (access(grammar.c_str(), R_OK) != 0 ||
      access(program.c_str(), X_OK) != 0) {
    return absl::UnavailableError(absl::StrCat(
        "the problem has rules on what a program is written with, and the "
        "grader has no parser for ",
        language, " (", grammar.string(), "; ci/grammars makes it)"));
  }
  Command command;
  command.argv = {program.string(), grammars.string(), language};
  for (const ConstructRule& rule : submission.construct_rules) {
    command.argv.push_back(EncodeRule(rule));
  }
  command.argv.push_back("--");
  for (const SourceFile& source : submission.sources) {
    command.argv.push_back("./" + source.name);
    command.files.push_back({source.name, source.content});
  }
  command.readable = {program, grammars};
  return command;
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
