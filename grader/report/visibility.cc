#include "grader/report/visibility.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "grader/judge/verdict_words.h"

namespace grader {
namespace {

std::string KindName(CheckKind kind) {
  switch (kind) {
    case CheckKind::kStdout:
      return "stdout";
    case CheckKind::kStderr:
      return "stderr";
    case CheckKind::kFile:
      return "files";
    case CheckKind::kExitCode:
      return "exit_code";
    case CheckKind::kConcurrency:
      return "concurrency";
    case CheckKind::kTiming:
      return "timing";
    case CheckKind::kTrace:
      return "trace";
    case CheckKind::kPartial:
      return "points";
    case CheckKind::kTest:
    case CheckKind::kTestError:
    case CheckKind::kTestReport:
      return "test";
  }
  return "";
}

// One result per kind: names and numbers of checks tell what a case is about.
std::vector<CheckResult> WithoutValues(const std::vector<CheckResult>& checks) {
  std::vector<CheckResult> kinds;
  for (const CheckResult& check : checks) {
    const auto known = std::find_if(
        kinds.begin(), kinds.end(),
        [&](const CheckResult& kind) { return kind.kind == check.kind; });
    if (known != kinds.end()) {
      known->passed = known->passed && check.passed;
      continue;
    }
    CheckResult kind;
    kind.kind = check.kind;
    kind.name = KindName(check.kind);
    kind.passed = check.passed;
    kinds.push_back(kind);
  }
  return kinds;
}

Verdict WithoutValues(const Verdict& verdict) {
  Verdict bare;
  bare.word = verdict.word;
  bare.reason = verdict.reason;
  switch (RulingOf(verdict.word)) {
    case Ruling::kAccepted:
      break;
    case Ruling::kNone:
      bare.message =
          "The grader could not judge this case. That is not your fault; tell "
          "whoever runs it.";
      break;
    case Ruling::kRejected:
      bare.message =
          "This case is hidden: its input and what it expects stay unknown.";
      break;
  }
  return bare;
}

// The first of `least`, `factor` times that, … that `value` does not pass, but
// no more than `limit` where that holds it as well.
template <typename T>
T RoundedUp(T value, T least, int factor, T limit) {
  if (limit < value) return value;
  T step = least;
  while (step < value) step *= factor;
  return std::min(step, limit);
}

// A submission decides how long it sleeps and what it allocates: figures of a
// hidden case could tell its input digit by digit. What is left says how near
// the limits it came: one of a few steps for its times, all three together,
// and one for memory.
void RoundFigures(const CaseReport& full, Observation& bare) {
  const Observation& seen = full.observation;
  const Limits& limits = full.test_case.limits;
  const absl::Duration longest =
      std::max({seen.elapsed, seen.cpu_time, seen.wall_time});
  const absl::Duration most =
      std::max({limits.elapsed, limits.cpu, limits.wall});
  const absl::Duration time =
      RoundedUp(std::min(longest, most), absl::Milliseconds(100), 10, most);
  bare.elapsed = bare.cpu_time = bare.wall_time = time;
  bare.peak_memory_bytes =
      RoundedUp(std::min(seen.peak_memory_bytes, limits.memory_bytes),
                16 * kMiB, 4, limits.memory_bytes);
}

CaseReport WithoutValues(const CaseReport& full) {
  CaseReport bare;
  bare.test_case.name = full.test_case.name;
  bare.test_case.visibility = full.test_case.visibility;
  bare.test_case.points = full.test_case.points;
  bare.test_case.bonus = full.test_case.bonus;
  bare.test_case.group = full.test_case.group;
  bare.test_case.why = full.test_case.why;
  bare.verdict = WithoutValues(full.verdict);
  bare.observation.clock = full.observation.clock;
  if (full.source != RunSource::kNone) {
    RoundFigures(full, bare.observation);
    bare.rounded_up = true;
  }
  bare.observation.isolation = full.observation.isolation;
  bare.observation.checker_share = full.observation.checker_share;
  bare.checks = WithoutValues(full.checks);
  bare.skipped_for = full.skipped_for;
  bare.source = full.source;
  // Neither says anything of the case itself; of tests that were not built with
  // an implementation, NotBuiltWith sees to that.
  const bool not_built = full.source == RunSource::kNone &&
                         full.verdict.word == VerdictWord::kCompileError;
  if (full.skipped() || not_built) bare.verdict = full.verdict;
  return bare;
}

// The report's own verdict repeats the message of a case. It may stay if a
// case says it that the learner sees anyway.
bool MayStay(const Verdict& verdict, const std::vector<CaseReport>& cases) {
  if (cases.empty()) return true;
  return std::any_of(cases.begin(), cases.end(), [&](const CaseReport& one) {
    return one.test_case.visibility == Visibility::kVisible &&
           one.verdict == verdict;
  });
}

}  // namespace

Report LearnerView(const Report& report) {
  if (report.reveal) return report;
  Report view = report;
  const bool may_stay = MayStay(report.verdict, report.cases);
  if (!may_stay) view.verdict = WithoutValues(report.verdict);
  for (CaseReport& one : view.cases) {
    one.observation.judge_message.clear();
    if (one.test_case.visibility != Visibility::kHidden) continue;
    const bool decides = !may_stay && one.verdict == report.verdict;
    one = WithoutValues(one);
    if (decides) view.verdict = one.verdict;
  }
  return view;
}

void HideSuite(const std::set<std::string>& hidden, Build& build) {
  const auto tells = [&](const std::string& file) {
    return hidden.contains(file) || absl::StartsWith(file, "/");
  };
  std::vector<Diagnostic> left;
  bool group_tells = false;
  for (Diagnostic& one : build.diagnostics) {
    const bool note = one.severity == Severity::kNote;
    if (!note) group_tells = tells(one.file);
    if (note && (group_tells || tells(one.file))) continue;
    if (group_tells) {
      if (one.severity == Severity::kWarning) continue;
      one.message =
          "the tests, which are hidden, do not compile with the program";
      one.excerpt.clear();
    }
    left.push_back(std::move(one));
  }
  build.diagnostics = std::move(left);
  build.log.clear();
}

}  // namespace grader
