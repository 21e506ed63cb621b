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

// The part of `run` that is to `run` what `view` is to `own`.
std::optional<TimelineView> SamePart(const TimelineView& view,
                                     const Observation& own,
                                     const Observation& run) {
  TimelineView part = WholeRun(run);
  if (view.inside.empty()) return part;
  auto before = std::count_if(
      own.trace.spans.begin(), own.trace.spans.end(), [&](const Span& span) {
        return span.name == view.inside && span.begin < view.begin;
      });
  for (const Span& span : run.trace.spans) {
    if (span.name != view.inside || before-- > 0) continue;
    part.begin = span.begin;
    part.end = span.end.value_or(run.elapsed);
    part.inside = view.inside;
    return part;
  }
  return std::nullopt;
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

std::string ArgumentsInWords(const TestCase& test_case) {
  std::vector<std::string> words;
  for (const std::string& argument : test_case.args) {
    const bool plain =
        !argument.empty() &&
        argument.find_first_of(" \t\r\n\"'") == std::string::npos;
    words.push_back(plain ? argument : absl::StrCat("\"", argument, "\""));
  }
  for (const auto& [name, value] : test_case.environment) {
    words.push_back(absl::StrCat(name, "=", value));
  }
  return absl::StrJoin(words, " ");
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

TimelineViews ViewsOf(const CaseReport& one) {
  TimelineViews views = {ViewOf(one), std::nullopt};
  TimelineView& run = views.run;
  if (!one.right_run || one.right_run->trace.spans.empty()) return views;
  views.right = SamePart(run, one.observation, *one.right_run);
  if (!views.right) return views;
  TimelineView& right = *views.right;
  const absl::Duration extent =
      std::max(run.end - run.begin, right.end - right.begin);
  run.end = run.begin + extent;
  right.end = right.begin + extent;
  if (run.bound) right.bound = right.begin + (*run.bound - run.begin);
  return views;
}

}  // namespace grader
