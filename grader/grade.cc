#include "grader/grade.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/execute/build.h"
#include "grader/execute/oracle.h"
#include "grader/grade_cases.h"
#include "grader/problem/max_points.h"
#include "grader/problem/suite.h"
#include "grader/problem/version.h"
#include "grader/report/explain.h"
#include "grader/report/hints.h"
#include "grader/report/text_case.h"
#include "grader/report/visibility.h"

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

// All, or the one that was asked for.
std::vector<const TestCase*> WantedCases(const Problem& problem,
                                         const GradeOptions& options) {
  std::vector<const TestCase*> cases;
  for (const TestCase& one : problem.cases) {
    if (options.only_case.empty() || one.name == options.only_case) {
      cases.push_back(&one);
    }
  }
  return cases;
}

// The files of the suite, by name, but those whose tests are all for learners
// to see.
std::set<std::string> HiddenFiles(const Problem& problem) {
  std::set<std::string> hidden = {problem.suite->file.filename().string()};
  for (const auto& file : problem.suite->files) {
    hidden.insert(NameInSuite(*problem.suite, file));
  }
  const auto is_visible = [](const TestCase& one) {
    return one.visibility == Visibility::kVisible;
  };
  for (const TestCase& one : problem.cases) {
    if (one.test == nullptr || !is_visible(one)) continue;
    std::erase_if(hidden, [&one](const std::string& name) {
      return std::filesystem::path(name).filename() == one.test->file;
    });
  }
  for (const TestCase& one : problem.cases) {
    if (one.test != nullptr && !is_visible(one)) hidden.insert(one.test->file);
  }
  return hidden;
}

// The first judge_error, or the first case that failed and is no bonus, or
// accepted.
Verdict Overall(const std::vector<CaseReport>& cases) {
  Verdict overall = {VerdictWord::kAccepted, "", ""};
  for (const CaseReport& one : cases) {
    if (one.verdict.word == VerdictWord::kJudgeError) return one.verdict;
    if (one.test_case.bonus) continue;
    if (overall.word == VerdictWord::kAccepted) overall = one.verdict;
  }
  return overall;
}

// One after the other, up to the first that is the last as `options` say.
std::vector<CaseReport> GradeInTurn(const Problem& problem,
                                    const Submission& submission,
                                    const std::vector<const TestCase*>& cases,
                                    const Build& build,
                                    const GradeOptions& options,
                                    const Workshop& workshop) {
  std::vector<CaseReport> reports;
  for (const TestCase* one : cases) {
    std::vector<CaseReport> report =
        GradeCases(problem, submission, {one}, build, options.clock, workshop);
    reports.push_back(std::move(report.front()));
    if (options.until(reports.back())) break;
  }
  return reports;
}

// The layers that were active in every run: what all of them can be trusted
// with.
std::vector<std::string> CommonIsolation(const std::vector<CaseReport>& cases) {
  std::optional<std::vector<std::string>> common;
  for (const CaseReport& one : cases) {
    if (one.source == RunSource::kNone) continue;
    const std::vector<std::string>& layers = one.observation.isolation;
    if (!common) {
      common = layers;
      continue;
    }
    std::erase_if(*common, [&](const std::string& layer) {
      return !absl::c_linear_search(layers, layer);
    });
  }
  return common.value_or(std::vector<std::string>());
}

// Whether a learner is helped by seeing how the case goes right.
bool HasWrongTimeline(const CaseReport& one, bool reveal) {
  return one.verdict.word != VerdictWord::kAccepted &&
         one.verdict.word != VerdictWord::kJudgeError &&
         !one.observation.trace.spans.empty() &&
         (reveal || one.test_case.visibility == Visibility::kVisible);
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
  if (!submission.refusal) workshop.runner.StartSession();
  const absl::StatusOr<Build> build = BuildSubmission(submission, workshop);
  if (!build.ok()) return build.status();
  const absl::Cleanup remove_build = [&] {
    RemoveBuild(*build, workshop.workspace);
  };
  return GradeBuild(problem, submission, *build, options, workshop);
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
  for (const TestCase* one : WantedCases(problem, options)) {
    if (!(*build)->ok) break;
    if (!IsKnown(*one, submission, **build, options.clock, workshop)) {
      return std::nullopt;
    }
  }
  return GradeBuild(problem, submission, **build, options, workshop);
}

Report GradeBuild(const Problem& problem, const Submission& submission,
                  const Build& build, const GradeOptions& options,
                  const Workshop& workshop) {
  Report report;
  report.grader = std::string(kVersion);
  report.problem = problem.id;
  report.title = problem.title;
  report.language = submission.language.name;
  report.clock = options.clock;
  report.reveal = options.reveal;
  report.build = build;
  if (!options.reveal && problem.suite != nullptr &&
      !problem.suite->hidden.empty()) {
    HideSuite(HiddenFiles(problem), report.build);
  }

  if (build.ok) {
    const std::vector<const TestCase*> wanted = WantedCases(problem, options);
    report.cases = options.until ? GradeInTurn(problem, submission, wanted,
                                               build, options, workshop)
                                 : GradeCases(problem, submission, wanted,
                                              build, options.clock, workshop);
    if (report.cases.size() == wanted.size()) {
      report.groups = MakeGroupReports(WholeGroups(problem, options.only_case),
                                       report.cases);
    }
  }
  for (const CaseReport& one : report.cases) report.score += one.points();
  for (const GroupReport& group : report.groups) report.score += group.points;
  // Like a group, how a program is written is graded with all cases.
  if (options.only_case.empty()) {
    report.deductions =
        MakeDeductionReports(problem.deductions, build.style, report.score);
    report.score -= Deducted(report.deductions);
  }
  report.max_score = MaxPoints(problem, options.only_case);
  report.hints = HintsFor(problem.hints, CaseToOpen(report));
  report.isolation = CommonIsolation(report.cases);
  AddExplanations(problem.explanations, report);
  report.verdict = build.ok ? Overall(report.cases)
                            : Verdict{VerdictWord::kCompileError, build.reason,
                                      build.message};
  return report;
}

void AddRightRuns(const Problem& problem, Report& report,
                  const Workshop& workshop) {
  if (report.clock != ClockKind::kVirtual) return;
  const Workshop of_author = workshop.OfAuthor();
  Oracle oracle(problem, report.language, report.clock, of_author);
  bool started = false;
  for (CaseReport& one : report.cases) {
    if (!HasWrongTimeline(one, report.reveal)) continue;
    if (!started) workshop.runner.StartSession();
    started = true;
    workshop.Tell(
        absl::StrCat("a right run of case \"", one.test_case.name, "\""));
    auto run = oracle.RunReference(one.test_case);
    if (!run.ok()) return;
    one.right_run = *std::move(run);
  }
}

}  // namespace grader
