#include "grader/report/explain.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/judge/stack_frames.h"

namespace grader {
namespace {

constexpr std::size_t kLongestGroup = 120;  // bytes of a text's own words

// Compiling an expression takes longer than looking for it.
const RE2& Compiled(const std::string& pattern) {
  static std::mutex& mutex = *new std::mutex;
  static auto& known = *new std::map<std::string, std::unique_ptr<RE2>>;
  const std::lock_guard lock(mutex);
  std::unique_ptr<RE2>& expression = known[pattern];
  if (expression == nullptr) {
    expression =
        std::make_unique<RE2>(absl::StrCat("(?m)", pattern), RE2::Quiet);
  }
  return *expression;
}

// Whole characters of UTF-8.
std::string Front(re2::StringPiece text) {
  std::size_t size = std::min(text.size(), kLongestGroup);
  while (size < text.size() && size > 0 && (text[size] & 0xc0) == 0x80) --size;
  return std::string(text.data(), size);
}

std::optional<Explained> Apply(const Explanation& row, absl::string_view said) {
  const RE2& expression = Compiled(row.pattern);
  if (!expression.ok()) return std::nullopt;
  const int count = expression.NumberOfCapturingGroups();
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(count) + 1);
  if (!expression.Match({said.data(), said.size()}, 0, said.size(),
                        RE2::UNANCHORED, groups.data(), count + 1)) {
    return std::nullopt;
  }
  std::vector<std::pair<std::string, std::string>> values;
  for (std::size_t i = 1; i < groups.size(); ++i) {
    values.emplace_back(absl::StrCat("{", i, "}"), Front(groups[i]));
  }
  Explained explained = {row.name, absl::StrReplaceAll(row.means, values),
                         absl::StrReplaceAll(row.attempt, values)};
  const auto& named = expression.NamedCapturingGroups();
  const auto file = named.find("file");
  const auto line = named.find("line");
  if (file != named.end() && line != named.end()) {
    explained.place.file = Front(groups[file->second]);
    if (!absl::SimpleAtoi(groups[line->second].as_string(),
                          &explained.place.line)) {
      explained.place = {};
    }
  }
  return explained;
}

// The first error and its notes, a line each.
std::string SaidByBuild(const Build& build) {
  std::string said;
  for (const Diagnostic& one : build.diagnostics) {
    const bool begun = !said.empty();
    if (begun && one.severity != Severity::kNote) break;
    if (!begun && one.severity != Severity::kError) continue;
    absl::StrAppend(&said, begun ? "note: " : "error: ", one.message, "\n");
  }
  return said;
}

std::string SaidByRun(const CaseReport& one) {
  return absl::StrCat(
      "verdict: ", VerdictName(one.verdict.word), " ", one.verdict.reason, "\n",
      one.verdict.message, "\n",
      one.observation.blocking_sleeps.empty() ? "" : "blocking sleep\n",
      WithOwnFrames(one.observation.err.head), "\n",
      WithOwnFrames(one.observation.err.tail), "\n");
}

std::string SaidByWarning(const Diagnostic& warning) {
  return absl::StrCat(
      "warning: ", warning.message,
      "\ncode: ", warning.excerpt.empty() ? "" : warning.excerpt.front(), "\n");
}

// What explains the case: what its run says, or what the compiler warned of.
std::optional<Explained> ExplainCase(const std::vector<Explanation>& own,
                                     const std::string& language,
                                     const CaseReport& one,
                                     const Build& build) {
  if (auto explained = Explain(own, language, SaidByRun(one))) return explained;
  for (const Diagnostic& warning : build.diagnostics) {
    if (warning.severity != Severity::kWarning) continue;
    if (auto explained = Explain(own, language, SaidByWarning(warning))) {
      explained->place = {warning.file, warning.line};
      return explained;
    }
  }
  return std::nullopt;
}

bool IsToBeExplained(const CaseReport& one) {
  return one.verdict.word != VerdictWord::kAccepted &&
         one.verdict.word != VerdictWord::kJudgeError && !one.skipped();
}

}  // namespace

std::optional<Explained> Explain(const std::vector<Explanation>& own,
                                 const std::string& language,
                                 absl::string_view said) {
  for (const auto* rows : {&own, &BuiltInExplanations()}) {
    for (const Explanation& row : *rows) {
      if (!row.languages.empty() &&
          !absl::c_linear_search(row.languages, language)) {
        continue;
      }
      if (auto explained = Apply(row, said)) return explained;
    }
  }
  return std::nullopt;
}

void AddExplanations(const std::vector<Explanation>& own, Report& report) {
  if (!report.build.ok) {
    report.explained = Explain(own, report.language, SaidByBuild(report.build));
  }
  for (CaseReport& one : report.cases) {
    if (IsToBeExplained(one)) {
      one.explained = ExplainCase(own, report.language, one, report.build);
    }
  }
}

}  // namespace grader
