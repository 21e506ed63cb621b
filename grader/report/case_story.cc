#include "grader/report/case_story.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/report/measured.h"

namespace grader {
namespace {

constexpr std::size_t kIdsNamed = 5;

bool HasSpansInside(const Measured& measured, const Trace& trace) {
  return std::any_of(
      trace.spans.begin(), trace.spans.end(), [&](const Span& span) {
        return span.name != measured.span && span.begin >= measured.begin &&
               span.begin < measured.end;
      });
}

}  // namespace

bool IsText(CheckKind kind) {
  return kind == CheckKind::kStdout || kind == CheckKind::kStderr ||
         kind == CheckKind::kFile;
}

bool ChecksCount(const CaseReport& one) {
  return one.verdict.word == VerdictWord::kWrongAnswer;
}

std::string InProgress(const Trace& trace) {
  std::vector<std::string> names;  // in order of begin
  std::map<std::string, std::vector<std::string>> ids;
  for (const Span& span : trace.spans) {
    if (span.end) continue;
    if (ids.count(span.name) == 0) names.push_back(span.name);
    ids[span.name].push_back(span.id);
  }
  std::vector<std::string> phrases;
  for (const std::string& name : names) {
    std::vector<std::string>& all = ids[name];
    const std::size_t more = all.size() - std::min(all.size(), kIdsNamed);
    all.resize(all.size() - more);
    std::string list = absl::StrJoin(all, ", ");
    if (more > 0) absl::StrAppend(&list, " and ", more, " more");
    phrases.push_back(list == "-" ? name : absl::StrCat(name, " ", list));
  }
  return absl::StrJoin(phrases, "; ");
}

bool SaidByCheck(const CaseReport& one) {
  return ChecksCount(one) &&
         std::any_of(one.checks.begin(), one.checks.end(),
                     [&](const CheckResult& check) {
                       return !check.passed &&
                              check.message == one.verdict.message;
                     });
}

TimelineView ViewOf(const CaseReport& one) {
  TimelineView whole = WholeRun(one.observation);
  if (!ChecksCount(one)) return whole;
  for (const CheckResult& check : one.checks) {
    const std::optional<Measured> measured = MeasuredBy(check, one);
    if (!measured || !HasSpansInside(*measured, one.observation.trace)) {
      continue;
    }
    TimelineView view = whole;
    if (measured->end - measured->begin < whole.end - whole.begin) {
      view.begin = measured->begin;
      view.end = measured->end;
      view.inside = measured->span;
    }
    if (measured->bound.max) {
      view.bound = measured->begin + *measured->bound.max;
    }
    return view;
  }
  return whole;
}

}  // namespace grader
