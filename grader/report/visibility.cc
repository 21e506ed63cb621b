#include "grader/report/visibility.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

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
  switch (verdict.word) {
    case VerdictWord::kAccepted:
      break;
    case VerdictWord::kJudgeError:
      bare.message =
          "The grader could not judge this case. That is not your fault; tell "
          "whoever runs it.";
      break;
    case VerdictWord::kWrongAnswer:
    case VerdictWord::kTimeLimitExceeded:
    case VerdictWord::kMemoryLimitExceeded:
    case VerdictWord::kOutputLimitExceeded:
    case VerdictWord::kRunTimeError:
    case VerdictWord::kCompileError:
      bare.message =
          "This case is hidden: its input and what it expects stay unknown.";
      break;
  }
  return bare;
}

CaseReport WithoutValues(const CaseReport& full) {
  CaseReport bare;
  bare.test_case.name = full.test_case.name;
  bare.test_case.visibility = full.test_case.visibility;
  bare.test_case.points = full.test_case.points;
  bare.test_case.why = full.test_case.why;
  bare.verdict = WithoutValues(full.verdict);
  bare.observation.clock = full.observation.clock;
  bare.observation.elapsed = full.observation.elapsed;
  bare.observation.cpu_time = full.observation.cpu_time;
  bare.observation.wall_time = full.observation.wall_time;
  bare.observation.peak_memory_bytes = full.observation.peak_memory_bytes;
  bare.observation.isolation = full.observation.isolation;
  bare.observation.checker_share = full.observation.checker_share;
  bare.checks = WithoutValues(full.checks);
  bare.skipped_for = full.skipped_for;
  if (full.skipped()) bare.verdict = full.verdict;
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
  if (!MayStay(report.verdict, report.cases)) {
    view.verdict = WithoutValues(report.verdict);
  }
  for (CaseReport& one : view.cases) {
    if (one.test_case.visibility == Visibility::kHidden) {
      one = WithoutValues(one);
    }
  }
  return view;
}

}  // namespace grader
