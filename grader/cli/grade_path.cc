#include "grader/cli/grade_path.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/cli/runner.h"
#include "grader/cli/tools.h"
#include "grader/crash_cause.h"
#include "grader/execute/choose_clock.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/list_tests.h"
#include "grader/grade.h"
#include "grader/problem/submission.h"
#include "grader/problem/suite.h"
#include "grader/verify/package_limit.h"

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

// Whether no test of a suite runs in the submission's own process.
absl::Status RequireApart(const Problem& problem) {
  for (const TestCase& test_case : problem.cases) {
    if (test_case.test == nullptr ||
        test_case.test->kind != SuiteTest::Kind::kShared) {
      continue;
    }
    return absl::FailedPreconditionError(
        absl::StrCat("suite in the submission's process: what the test ",
                     test_case.name, " reports is a claim"));
  }
  return absl::OkStatus();
}

absl::StatusOr<ClockKind> ClockFor(const GradePathOptions& wanted,
                                   Runner& runner) {
  // The clock is one of the layers.
  const bool need_clock = wanted.require_isolation && wanted.clock == "auto";
  return need_clock ? RequireVirtualClock(runner)
                    : ChooseClock(wanted.clock, runner);
}

// Where the limit of time is not written down.
absl::Status SettleLimit(const GradePathOptions& wanted, Tools& tools,
                         const Workshop& workshop, Problem& problem) {
  if (!WantsTimeLimit(problem)) return absl::OkStatus();
  const auto clock = ClockFor(wanted, *tools.runner);
  if (!clock.ok()) return clock.status();
  const auto limit = SettleTimeLimit(problem, *clock, workshop);
  if (limit.ok() && *limit) workshop.Tell(InWords(**limit));
  return limit.status();
}

}  // namespace

absl::StatusOr<GradedPath> GradePath(
    const Problem& wanted_problem, const std::string& path,
    const GradePathOptions& wanted,
    const std::function<void(const std::string&)>& on_progress) {
  const auto submission = LoadSubmission(wanted_problem, path, wanted.language);
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
  workshop.renew = wanted.renew;
  Problem problem = wanted_problem;
  if (absl::Status listed = ListTests(problem, workshop); !listed.ok()) {
    return listed;
  }
  absl::Status settled = SettleLimit(wanted, **tools, workshop, problem);
  if (!settled.ok()) return settled;
  if (wanted.require_isolation) {
    absl::Status apart = RequireApart(problem);
    if (!apart.ok()) return apart;
  }
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
  if (workshop.reuse && !workshop.renew && wanted.clock != "real") {
    options.clock = ClockKind::kVirtual;
    auto known = GradeFromCache(problem, *submission, options, workshop);
    if (!known.ok()) return known.status();
    if (*known) return finished(**std::move(known));
  }
  const auto clock = ClockFor(wanted, *(*tools)->runner);
  if (!clock.ok()) return clock.status();
  options.clock = *clock;
  auto report = Grade(problem, *submission, options, workshop);
  if (!report.ok()) return report.status();
  return finished(*std::move(report));
}

}  // namespace grader
