#include "grader/execute/linter_run.h"

#include <re2/re2.h>

#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/execute/build_steps.h"
#include "grader/execute/program_start.h"
#include "grader/execute/toolchain_command.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// `text` with every one of `words` in it, in any case of letters, made another
// word of the same length, so that all places stay.
std::string WithoutWords(std::string text,
                         const std::vector<std::string>& words) {
  const std::string lower = absl::AsciiStrToLower(text);
  for (const std::string& word : words) {
    const std::string wanted = absl::AsciiStrToLower(word);
    for (std::size_t at = lower.find(wanted); at != std::string::npos;
         at = lower.find(wanted, at + wanted.size())) {
      text.replace(at, wanted.size(), wanted.size(), 'x');
    }
  }
  return text;
}

// The source that `file` names: as it was named to the linter, or by its whole
// path. Of several whose names could be meant the longest is.
const SourceFile* FindSource(const std::vector<SourceFile>& sources,
                             const std::string& file) {
  const std::string name = fs::path(file).lexically_normal().string();
  const SourceFile* best = nullptr;
  for (const SourceFile& source : sources) {
    if (name != source.name &&
        (name.front() != '/' || !absl::EndsWith(name, "/" + source.name))) {
      continue;
    }
    if (best == nullptr || best->name.size() < source.name.size()) {
      best = &source;
    }
  }
  return best;
}

// What tells one finding from another.
using FindingKey = std::tuple<std::string, int, int, std::string>;
FindingKey KeyOf(const Diagnostic& place) {
  return {place.file, place.line, place.column, place.message};
}

// What one linter is run for.
struct LinterOrder {
  const Linter* linter = nullptr;
  std::vector<std::string> rules;  // empty: what it looks for by itself
  std::vector<std::size_t> deductions;
};

// One for each linter, and another one where a deduction is for whatever is
// left.
std::vector<LinterOrder> OrdersFor(const Submission& submission) {
  std::vector<LinterOrder> orders;
  for (std::size_t i = 0; i < submission.deductions.size(); ++i) {
    const Deduction& deduction = submission.deductions[i];
    if (deduction.linter.empty() || !IsFor(deduction, submission.language)) {
      continue;
    }
    const Linter* const linter = LinterOf(deduction);
    auto order = absl::c_find_if(orders, [&](const LinterOrder& other) {
      return other.linter == linter &&
             other.rules.empty() == deduction.rules.empty();
    });
    if (order == orders.end()) {
      order = orders.insert(orders.end(), {linter, {}, {}});
    }
    order->rules.insert(order->rules.end(), deduction.rules.begin(),
                        deduction.rules.end());
    order->deductions.push_back(i);
  }
  return orders;
}

// What a run of a linter came to.
struct LinterResult {
  std::vector<LinterFinding> findings;
  bool incomplete = false;
  std::string trouble;
  std::string output;
};

std::string TroubleOf(const Linter& linter, const StepResult& step,
                      bool has_findings, const Limits& limits) {
  if (step.signal)
    return absl::StrCat("it crashed (signal ", *step.signal, ")");
  if (step.limit && *step.limit != Limit::kOutput) {
    return absl::StrCat("it reached its limit of ",
                        DescribeLimit(*step.limit, limits));
  }
  if (!linter.cannot_read.empty()) {
    for (const absl::string_view line : absl::StrSplit(step.output, '\n')) {
      const re2::StringPiece piece(line.data(), line.size());
      if (RE2::PartialMatch(piece, linter.cannot_read)) {
        return "it does not understand the program";
      }
    }
  }
  if (!step.ok && !step.limit && !has_findings) return "it failed";
  return "";
}

absl::StatusOr<LinterResult> RunOrder(const LinterOrder& order,
                                      const Submission& submission,
                                      const std::vector<fs::path>& headers,
                                      const fs::path& folder, Runner& runner) {
  const auto command =
      LinterCommand(*order.linter, order.rules, submission, headers);
  if (!command.ok()) return command.status();
  BuildSteps steps(submission, folder, runner);
  auto step = steps.Run(*command);
  if (!step.ok()) return step.status();
  LinterResult result;
  result.findings =
      ReadLinterOutput(*order.linter, step->output, submission.sources);
  result.incomplete = step->limit == Limit::kOutput;
  result.trouble = TroubleOf(*order.linter, *step, !result.findings.empty(),
                             submission.language.build_limits);
  result.output = std::move(step->output);
  return result;
}

// The submission with nothing in its files: what a linter cannot do with that
// either, nobody's text is to blame for.
Submission Emptied(Submission submission) {
  for (SourceFile& source : submission.sources) source.content.clear();
  return submission;
}

// A problem may have another standard than the table.
void UseStandardOf(const Toolchain& toolchain,
                   std::vector<std::string>& options) {
  const auto is_standard = [](absl::string_view word) {
    return absl::StartsWith(word, "-std=");
  };
  const auto standard = absl::c_find_if(toolchain.compile, is_standard);
  if (standard == toolchain.compile.end()) return;
  absl::c_replace_if(options, is_standard, *standard);
}

std::string RuleInBrackets(absl::string_view rule) {
  return rule.empty() ? "" : absl::StrCat(" [", rule, "]");
}

}  // namespace

absl::StatusOr<Command> LinterCommand(const Linter& linter,
                                      const std::vector<std::string>& rules,
                                      const Submission& submission,
                                      const std::vector<fs::path>& headers) {
  const auto program = FindLinterProgram(linter);
  if (!program.ok()) return program.status();
  const Language& language = submission.language;
  std::vector<std::string> options;
  if (const auto own = linter.languages.find(language.name);
      own != linter.languages.end()) {
    options = own->second;
    UseStandardOf(language.toolchain, options);
  }
  for (const std::string& folder : FoldersToInclude(submission)) {
    options.push_back(absl::StrCat("-I", folder.empty() ? "." : folder));
  }
  Command command;
  for (const fs::path& folder : headers) {
    options.push_back(absl::StrCat("-I", folder.string()));
    command.readable.push_back(folder);
  }
  std::vector<std::string> sources;
  for (const std::string& name : SourceNames(submission)) {
    sources.push_back("./" + name);
  }
  std::vector<std::string> select;
  if (!rules.empty()) {
    select =
        FillIn({}, linter.with_rules, {{"rules", {absl::StrJoin(rules, ",")}}});
  }
  command.argv = FillIn({}, linter.command,
                        {{"linter", {*program}},
                         {"select", select},
                         {"sources", sources},
                         {"options", options}});
  command.environment = EnvironmentOf(language, {});
  for (const SourceFile& source : submission.sources) {
    command.files.push_back(
        {source.name, WithoutWords(source.content, linter.silencers)});
  }
  return command;
}

std::vector<LinterFinding> ReadLinterOutput(
    const Linter& linter, absl::string_view output,
    const std::vector<SourceFile>& sources) {
  const RE2 expression(linter.finding);
  const std::map<std::string, int>& groups = expression.NamedCapturingGroups();
  std::vector<re2::StringPiece> matched(
      static_cast<std::size_t>(expression.NumberOfCapturingGroups()) + 1);
  const auto group = [&](const char* name) {
    const auto found = groups.find(name);
    return found == groups.end()
               ? std::string()
               : matched[static_cast<std::size_t>(found->second)].as_string();
  };
  std::set<FindingKey> seen;
  std::vector<LinterFinding> findings;
  for (const absl::string_view line : absl::StrSplit(output, '\n')) {
    if (!expression.Match({line.data(), line.size()}, 0, line.size(),
                          RE2::UNANCHORED, matched.data(),
                          static_cast<int>(matched.size()))) {
      continue;
    }
    const SourceFile* const source = FindSource(sources, group("file"));
    LinterFinding finding;
    Diagnostic& place = finding.place;
    if (source == nullptr || !absl::SimpleAtoi(group("line"), &place.line)) {
      continue;
    }
    if (!absl::SimpleAtoi(group("column"), &place.column)) place.column = 0;
    const std::string rule = group("rule");
    finding.rules = absl::StrSplit(rule, ',', absl::SkipEmpty());
    place.file = source->name;
    place.severity = Severity::kWarning;
    place.message = group("message") + RuleInBrackets(rule);
    if (seen.insert(KeyOf(place)).second) {
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

absl::Status RunLinters(const Submission& submission,
                        const std::vector<fs::path>& headers,
                        const fs::path& folder, Runner& runner,
                        std::vector<StyleFindings>& found) {
  // What rules are for, a run for whatever is left finds again.
  std::map<const Linter*, std::set<FindingKey>> counted;
  for (const LinterOrder& order : OrdersFor(submission)) {
    auto result = RunOrder(order, submission, headers, folder, runner);
    if (!result.ok()) return result.status();
    if (!result->trouble.empty()) {
      const auto again =
          RunOrder(order, Emptied(submission), headers, folder, runner);
      if (!again.ok()) return again.status();
      if (!again->trouble.empty()) {
        return absl::UnavailableError(absl::StrCat(
            "the problem deducts points for what ", order.linter->name,
            " finds, and it does not work here: ", again->trouble, "\n",
            again->output));
      }
    }
    for (const std::size_t i : order.deductions) {
      found[i].trouble = result->trouble;
      found[i].incomplete = result->incomplete;
    }
    if (!result->trouble.empty()) continue;
    for (LinterFinding& finding : result->findings) {
      const auto fits = [&](std::size_t i) {
        const Deduction& deduction = submission.deductions[i];
        return deduction.rules.empty() ||
               absl::c_any_of(finding.rules, [&](const std::string& rule) {
                 return IsFor(deduction, rule);
               });
      };
      const auto entry = absl::c_find_if(order.deductions, fits);
      if (entry == order.deductions.end() ||
          !counted[order.linter].insert(KeyOf(finding.place)).second) {
        continue;
      }
      AddFinding(std::move(finding.place), submission.sources, found[*entry]);
    }
  }
  return absl::OkStatus();
}

void AddLinter(const Linter& linter, ContentHash& hash) {
  hash.Add(linter.name).Add(linter.command).Add(linter.with_rules);
  for (const auto& [language, options] : linter.languages) {
    hash.Add(language).Add(options);
  }
  hash.Add(linter.finding).Add(linter.cannot_read).Add(linter.silencers);
  hash.AddIdentity(FindLinterProgram(linter).value_or(""));
  for (const fs::path& path : linter.identity) hash.AddIdentity(path);
}

}  // namespace grader
