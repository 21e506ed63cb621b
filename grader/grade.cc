#include "grader/grade.h"

#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/execute/build.h"
#include "grader/execute/oracle.h"
#include "grader/judge/check.h"
#include "grader/judge/noise.h"
#include "grader/judge/verdict.h"

namespace grader {
namespace {

absl::Status CheckCaseExists(const Problem& problem, const std::string& name) {
  std::vector<std::string> names;
  for (const TestCase& test_case : problem.cases) {
    if (name.empty() || test_case.name == name) return absl::OkStatus();
    names.push_back(absl::StrCat("\"", test_case.name, "\""));
  }
  return absl::NotFoundError(
      absl::StrCat("problem ", problem.id, " has no case \"", name,
                   "\"; it has ", absl::StrJoin(names, ", ")));
}

Verdict CouldNotRun(const absl::Status& status) {
  return {VerdictWord::kJudgeError, "grader", std::string(status.message())};
}

// Run, consult the author's programs, check, judge.
CaseReport GradeOnce(const TestCase& test_case, const Command& command,
                     Oracle& oracle, Runner& runner) {
  CaseReport report;
  report.test_case = test_case;
  absl::StatusOr<Observation> observation =
      runner.Run(command, test_case.limits);
  if (!observation.ok()) {
    report.verdict = CouldNotRun(observation.status());
    return report;
  }
  report.observation = *std::move(observation);
  if (absl::Status settled =
          oracle.Consult(report.test_case, report.observation);
      !settled.ok()) {
    report.verdict = CouldNotRun(settled);
    return report;
  }
  report.checks = RunChecks(report.test_case, report.observation);
  report.verdict = Judge(report.observation, report.checks, test_case.limits,
                         command.traced);
  return report;
}

// On the real clock a busy machine can miss a bound for the submission: such a
// case gets more tries, and is nobody's failure if the machine stays busy.
CaseReport GradeCase(const TestCase& test_case, const Command& command,
                     Oracle& oracle, Runner& runner) {
  constexpr int kTries = 3;
  CaseReport report;
  for (int i = 0; i < kTries; ++i) {
    report = GradeOnce(test_case, command, oracle, runner);
    if (report.verdict.word != VerdictWord::kWrongAnswer ||
        !NoiseExplains(report.observation, report.checks)) {
      return report;
    }
  }
  report.verdict = {VerdictWord::kJudgeError, "noisy_machine",
                    "the machine is too busy to judge this case on the real "
                    "clock"};
  return report;
}

// The first judge_error, or the first case that failed, or accepted.
Verdict Overall(const std::vector<CaseReport>& cases) {
  Verdict overall = {VerdictWord::kAccepted, "", ""};
  for (const CaseReport& one : cases) {
    if (one.verdict.word == VerdictWord::kJudgeError) return one.verdict;
    if (overall.word == VerdictWord::kAccepted) overall = one.verdict;
  }
  return overall;
}

}  // namespace

absl::StatusOr<Report> Grade(const Problem& problem,
                             const Submission& submission,
                             const GradeOptions& options, Workspace& workspace,
                             Runner& runner) {
  if (absl::Status found = CheckCaseExists(problem, options.only_case);
      !found.ok()) {
    return found;
  }
  runner.StartSession();
  if (options.on_progress) options.on_progress("building");
  const absl::StatusOr<Build> build =
      BuildSubmission(submission, workspace, runner);
  if (!build.ok()) return build.status();
  const absl::Cleanup remove_build = [&] { RemoveBuild(*build); };
  return GradeBuild(problem, submission.language.name, *build, options,
                    workspace, runner);
}

Report GradeBuild(const Problem& problem, const std::string& language,
                  const Build& build, const GradeOptions& options,
                  Workspace& workspace, Runner& runner) {
  Report report;
  report.problem = problem.id;
  report.title = problem.title;
  report.language = language;
  report.hints = problem.hints;
  report.clock = options.clock;
  report.reveal = options.reveal;
  report.build = build;

  Oracle oracle(problem, language, options.clock, workspace, runner);
  for (const TestCase& test_case : problem.cases) {
    if (!options.only_case.empty() && test_case.name != options.only_case) {
      continue;
    }
    report.max_score += test_case.points;
    if (!build.ok) continue;
    if (options.on_progress) {
      options.on_progress(absl::StrCat("case \"", test_case.name, "\""));
    }
    report.cases.push_back(
        GradeCase(test_case, CommandFor(build, test_case, options.clock),
                  oracle, runner));
    report.score += report.cases.back().points();
    report.isolation = report.cases.back().observation.isolation;
  }
  report.verdict = build.ok
                       ? Overall(report.cases)
                       : Verdict{VerdictWord::kCompileError, "compile_error",
                                 "The program does not compile."};
  return report;
}

}  // namespace grader
