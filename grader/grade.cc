#include "grader/grade.h"

#include <optional>
#include <utility>
#include <variant>

#include "absl/algorithm/container.h"
#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/execute/build.h"
#include "grader/execute/known_run.h"
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

// Whether what was seen is the submission's doing: neither a failure of the
// grader's nor the real time that the machine took.
bool IsOfTheSubmission(const CaseReport& report) {
  return report.verdict.word != VerdictWord::kJudgeError &&
         report.observation.termination != Termination(Killed{Limit::kWall});
}

bool NeedsAuthorsProgram(const TestCase& test_case) {
  if (test_case.generator) return true;
  for (const auto& text : {test_case.expect.out, test_case.expect.err}) {
    if (text && (std::holds_alternative<FromReference>(*text) ||
                 std::holds_alternative<Checker>(*text))) {
      return true;
    }
  }
  return false;
}

// Run, consult the author's programs, check, judge.
CaseReport GradeOnce(const TestCase& test_case, const Build& build,
                     ClockKind clock, Oracle& oracle,
                     const Workshop& workshop) {
  CaseReport report;
  report.test_case = test_case;
  const Command command = CommandFor(build, test_case, clock);
  const Limits limits = LimitsFor(build, test_case);
  const std::string name = RunName(build, command, limits, workshop);
  std::optional<Observation> known = FindRun(name, workshop.cache);
  const bool is_new = !known;
  if (is_new) {
    absl::StatusOr<Observation> seen = workshop.runner.Run(command, limits);
    if (!seen.ok()) {
      report.verdict = CouldNotRun(seen.status());
      return report;
    }
    known = *std::move(seen);
  }
  report.observation = *known;
  if (absl::Status settled =
          oracle.Consult(report.test_case, report.observation);
      !settled.ok()) {
    report.verdict = CouldNotRun(settled);
    return report;
  }
  report.checks = RunChecks(report.test_case, report.observation);
  report.verdict = Judge(report.observation, report.checks, test_case.limits,
                         !command.driver.empty());
  if (is_new && IsOfTheSubmission(report)) {
    KeepRun(name, *known, workshop.cache);
  }
  return report;
}

// On the real clock a busy machine can miss a bound for the submission: such a
// case gets more tries, and is nobody's failure if the machine stays busy.
CaseReport GradeCase(TestCase test_case, const Build& build, ClockKind clock,
                     Oracle& oracle, const Workshop& workshop) {
  constexpr int kTries = 3;
  CaseReport report;
  if (absl::Status prepared = oracle.Prepare(test_case); !prepared.ok()) {
    report.test_case = test_case;
    report.verdict = CouldNotRun(prepared);
    return report;
  }
  for (int i = 0; i < kTries; ++i) {
    report = GradeOnce(test_case, build, clock, oracle, workshop);
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

// The first case that `test_case` needs and that failed, or nullptr. One that
// is not among `before` was not asked for.
const CaseReport* FailedNeed(const TestCase& test_case,
                             const std::vector<CaseReport>& before) {
  for (const CaseReport& one : before) {
    if (one.verdict.word != VerdictWord::kAccepted &&
        absl::c_linear_search(test_case.needs, one.test_case.name)) {
      return &one;
    }
  }
  return nullptr;
}

CaseReport Skipped(const TestCase& test_case, const CaseReport& failed) {
  CaseReport report;
  report.test_case = test_case;
  report.skipped_for = failed.test_case.name;
  report.verdict = {failed.verdict.word, "skipped",
                    absl::StrCat("not run: it builds on \"",
                                 failed.test_case.name, "\", which failed")};
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
                             const GradeOptions& options,
                             const Workshop& workshop) {
  if (absl::Status found = CheckCaseExists(problem, options.only_case);
      !found.ok()) {
    return found;
  }
  workshop.runner.StartSession();
  const absl::StatusOr<Build> build = BuildSubmission(submission, workshop);
  if (!build.ok()) return build.status();
  const absl::Cleanup remove_build = [&] {
    RemoveBuild(*build, workshop.workspace);
  };
  return GradeBuild(problem, submission.language.name, *build, options,
                    workshop);
}

absl::StatusOr<std::optional<Report>> GradeFromCache(
    const Problem& problem, const Submission& submission,
    const GradeOptions& options, const Workshop& workshop) {
  if (absl::Status found = CheckCaseExists(problem, options.only_case);
      !found.ok()) {
    return found;
  }
  const auto build = FindBuild(submission, workshop.cache);
  if (!build.ok()) return build.status();
  if (!*build) return std::nullopt;
  for (const TestCase& test_case : problem.cases) {
    if (!(*build)->ok) break;
    if (!options.only_case.empty() && test_case.name != options.only_case) {
      continue;
    }
    const std::string name =
        RunName(**build, CommandFor(**build, test_case, options.clock),
                LimitsFor(**build, test_case), workshop);
    if (NeedsAuthorsProgram(test_case) || name.empty() ||
        workshop.cache.Find(name) == nullptr) {
      return std::nullopt;
    }
  }
  return GradeBuild(problem, submission.language.name, **build, options,
                    workshop);
}

Report GradeBuild(const Problem& problem, const std::string& language,
                  const Build& build, const GradeOptions& options,
                  const Workshop& workshop) {
  Report report;
  report.problem = problem.id;
  report.title = problem.title;
  report.language = language;
  report.hints = problem.hints;
  report.clock = options.clock;
  report.reveal = options.reveal;
  report.build = build;

  Oracle oracle(problem, language, options.clock, workshop);
  for (const TestCase& test_case : problem.cases) {
    if (!options.only_case.empty() && test_case.name != options.only_case) {
      continue;
    }
    report.max_score += test_case.points;
    if (!build.ok) continue;
    if (const CaseReport* failed = FailedNeed(test_case, report.cases)) {
      report.cases.push_back(Skipped(test_case, *failed));
      continue;
    }
    workshop.Tell(absl::StrCat("case \"", test_case.name, "\""));
    report.cases.push_back(
        GradeCase(test_case, build, options.clock, oracle, workshop));
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
