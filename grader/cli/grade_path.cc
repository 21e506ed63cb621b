#include "grader/cli/grade_path.h"

#include <utility>

#include "grader/cli/runner.h"
#include "grader/cli/tools.h"
#include "grader/crash_cause.h"
#include "grader/execute/content_hash.h"
#include "grader/grade.h"
#include "grader/problem/submission.h"

namespace grader {
namespace {

std::string HashOf(const Submission& submission) {
  ContentHash hash("attempt 1");
  hash.Add(submission.language.name);
  for (const SourceFile& source : submission.sources) {
    hash.Add(source.name).Add(source.content);
  }
  return hash.Digest();
}

}  // namespace

absl::StatusOr<GradedPath> GradePath(
    const Problem& problem, const std::string& path,
    const GradePathOptions& wanted,
    const std::function<void(const std::string&)>& on_progress) {
  const auto submission = LoadSubmission(problem, path, wanted.language);
  if (!submission.ok()) return submission.status();
  const auto tools = MakeTools();
  if (!tools.ok()) return tools.status();
  if (wanted.require_isolation) {
    absl::Status full = RequireIsolation(*(*tools)->runner);
    if (!full.ok()) return full;
  }
  (*tools)->RunAtATime(wanted.jobs);
  Workshop workshop = (*tools)->workshop();
  workshop.on_progress = on_progress;
  workshop.reuse = !wanted.no_cache;
  GradeOptions options;
  options.only_case = wanted.only_case;
  options.reveal = wanted.reveal;
  const auto finished = [&](Report report) {
    AddCrashCause(*submission, report, workshop);
    if (wanted.right_runs) AddRightRuns(problem, report, workshop);
    report.hints_shown = wanted.hints;
    return GradedPath{std::move(report), HashOf(*submission)};
  };
  // Only what ran on the virtual clock is kept; where it can be found again,
  // there is no need to find out whether there is such a clock.
  if (workshop.reuse && wanted.clock != "real") {
    options.clock = ClockKind::kVirtual;
    auto known = GradeFromCache(problem, *submission, options, workshop);
    if (!known.ok()) return known.status();
    if (*known) return finished(**std::move(known));
  }
  // The clock is one of the layers.
  const bool need_clock = wanted.require_isolation && wanted.clock == "auto";
  const auto clock =
      ChooseClock(need_clock ? "virtual" : wanted.clock, *(*tools)->runner);
  if (!clock.ok()) return clock.status();
  options.clock = *clock;
  auto report = Grade(problem, *submission, options, workshop);
  if (!report.ok()) return report.status();
  return finished(*std::move(report));
}

}  // namespace grader
