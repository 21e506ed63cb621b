#include "grader/grade_cases.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <variant>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/built_with.h"
#include "grader/execute/case_command.h"
#include "grader/execute/known_run.h"
#include "grader/execute/oracle.h"
#include "grader/execute/run_order.h"
#include "grader/execute/schedule.h"
#include "grader/execute/side_by_side.h"
#include "grader/explore.h"
#include "grader/judge/check.h"
#include "grader/judge/handed_in_tests.h"
#include "grader/judge/noise.h"
#include "grader/judge/tests_not_built.h"
#include "grader/judge/verdict.h"
#include "grader/passes.h"
#include "grader/problem/suite.h"

namespace grader {
namespace {

Verdict CouldNotRun(const absl::Status& status) {
  return {VerdictWord::kJudgeError, "grader", std::string(status.message())};
}

bool TimedOut(const Observation& observation) {
  return observation.termination == Termination(Killed{Limit::kWall});
}

// Whether what was seen is the submission's doing: neither a failure of the
// grader's nor the real time that the machine took.
bool IsOfTheSubmission(const CaseReport& report) {
  return report.verdict.word != VerdictWord::kJudgeError &&
         !TimedOut(report.observation);
}

// Consult the author's programs, check, judge.
CaseReport JudgeRun(const TestCase& test_case, const Observation& observation,
                    RunSource source, bool has_driver, Oracle& oracle) {
  CaseReport report;
  report.test_case = test_case;
  report.observation = observation;
  report.source = source;
  if (absl::Status settled =
          oracle.Consult(report.test_case, report.observation);
      !settled.ok()) {
    report.verdict = CouldNotRun(settled);
    return report;
  }
  report.checks = RunChecks(report.test_case, report.observation);
  report.verdict =
      Judge(report.observation, report.checks, test_case.limits, has_driver);
  JudgeHandedInTests(report.test_case, report.verdict, report.checks);
  return report;
}

// Whether another run might be judged otherwise, for no reason of the
// submission's.
bool IsInDoubt(const CaseReport& report) {
  return (report.verdict.word == VerdictWord::kWrongAnswer ||
          TimedOut(report.observation)) &&
         NoiseExplains(report.observation, report.checks);
}

// The Runners of a grading. The first is in the session of the build, each of
// the others begins one when there is work for it.
class Crew {
 public:
  explicit Crew(std::vector<Runner*> runners)
      : runners_(std::move(runners)), begun_(runners_.size()) {
    begun_[0] = true;
  }

  // Does work(i, runner) for all i below `count`, each Runner being busy with
  // one at a time.
  void Share(
      std::size_t count,
      const std::function<void(std::size_t index, Runner& runner)>& work) {
    Turns turns(count);
    SideBySide(std::min(count, runners_.size()), [&](std::size_t worker) {
      Runner& runner = *runners_[worker];
      if (!begun_[worker]) runner.StartSession();
      begun_[worker] = true;
      while (const auto i = turns.Next()) work(*i, runner);
    });
  }

 private:
  const std::vector<Runner*> runners_;
  std::vector<char> begun_;
};

// What the runtime told of the schedule that `command` asked for.
void TakeSchedule(const Command& command, Observation& observation) {
  if (command.environment.count(kScheduleVariable) == 0) return;
  const auto told = observation.files.find(kScheduleFile);
  if (told == observation.files.end()) return;
  observation.schedule = ParseSchedule(told->second);
  // Who sleeps there is the runtime, for whichever thread it was in.
  observation.blocking_sleeps.clear();
  observation.files.erase(told);
}

// A busy machine can miss a bound for the submission on the real clock, and on
// any its limit of real time: such a case gets more tries, and is nobody's
// failure if the machine stays busy. On the virtual clock what stays slow is
// the submission's own computing.
CaseReport RunCase(const TestCase& test_case, const Command& command,
                   const Limits& limits, Oracle& oracle, Runner& runner) {
  constexpr int kTries = 3;
  CaseReport report;
  report.test_case = test_case;
  for (int i = 0; i < kTries; ++i) {
    absl::StatusOr<Observation> seen = runner.Run(command, limits);
    if (!seen.ok()) {
      report.verdict = CouldNotRun(seen.status());
      return report;
    }
    TakeSchedule(command, *seen);
    report = JudgeRun(test_case, *seen, RunSource::kFresh,
                      !command.driver.empty(), oracle);
    if (!IsInDoubt(report)) return report;
  }
  if (command.clock == ClockKind::kReal || TimedOut(report.observation)) {
    report.verdict = {VerdictWord::kJudgeError, "noisy_machine",
                      "the machine is too busy to judge this case"};
  }
  return report;
}

// One pass of a case whose input is there.
CaseReport GradePass(const TestCase& test_case, const Build& build,
                     Oracle& oracle, Crew& crew, const Workshop& workshop) {
  CaseReport report;
  report.test_case = test_case;
  const absl::StatusOr<CaseRun> run = oracle.RunFor(build, test_case);
  if (!run.ok()) {
    report.verdict = CouldNotRun(run.status());
    return report;
  }
  const Command& command = run->command;
  const Limits& limits = run->limits;
  const bool has_driver = !command.driver.empty();
  if (test_case.explore && build.explores) {
    const CaseTrial trial = {
        [&](const Command& tried, Runner& runner) {
          return RunCase(test_case, tried, limits, oracle, runner);
        },
        [&](const Observation& seen) {
          return JudgeRun(test_case, seen, RunSource::kFresh, has_driver,
                          oracle);
        },
        [&](std::size_t count, const auto& work) { crew.Share(count, work); }};
    return ExploreSchedules(*test_case.explore, build, command, trial,
                            workshop.runner);
  }
  if (const std::optional<Observation> known = FindRun(run->name, workshop)) {
    return JudgeRun(test_case, *known, RunSource::kKept, has_driver, oracle);
  }
  // How long a session lasts already would tell tests which run it is.
  if (IsImplementation(test_case)) workshop.runner.StartSession();
  report = RunCase(test_case, command, limits, oracle, workshop.runner);
  if (IsOfTheSubmission(report)) {
    KeepRun(run->name, report.observation, workshop);
  }
  return report;
}

CaseReport GradeBuiltCase(TestCase test_case, const Build& build,
                          Oracle& oracle, Crew& crew,
                          const Workshop& workshop) {
  if (absl::Status prepared = oracle.Prepare(test_case); !prepared.ok()) {
    CaseReport report;
    report.test_case = test_case;
    report.verdict = CouldNotRun(prepared);
    return report;
  }
  const auto grade = [&](const TestCase& pass) {
    return GradePass(pass, build, oracle, crew, workshop);
  };
  return HasPasses(test_case) ? GradePasses(test_case, grade)
                              : grade(test_case);
}

CaseReport GradeCase(const TestCase& test_case, const Submission& submission,
                     const Build& build, Oracle& oracle, Crew& crew,
                     const Workshop& workshop) {
  if (!IsImplementation(test_case)) {
    return GradeBuiltCase(test_case, build, oracle, crew, workshop);
  }
  CaseReport report;
  report.test_case = test_case;
  const auto own = BuildSubmission(BuiltWith(test_case, submission), workshop);
  if (!own.ok()) {
    report.verdict = CouldNotRun(own.status());
  } else if (own->ok) {
    report = GradeBuiltCase(test_case, *own, oracle, crew, workshop);
    RemoveBuild(*own, workshop.workspace);
  } else {
    report.verdict = NotBuiltWith(test_case, submission, *own);
  }
  return report;
}

// With a right implementation that failed nothing counts.
bool NothingCounts(const CaseReport& one) {
  return IsImplementation(one.test_case) && one.test_case.test->with.right &&
         one.verdict.word != VerdictWord::kAccepted;
}

// Grades the implementations among `cases` that are at `places`, each in a turn
// that tells nothing of it; but no wrong ones when it is known that nothing
// counts.
void ShareImplementations(
    const std::vector<const TestCase*>& cases,
    const std::vector<std::size_t>& places, const Submission& submission,
    const std::function<CaseReport(const TestCase&, Runner&)>& grade,
    Crew& crew, std::vector<CaseReport>& reports) {
  std::vector<const TestCase*> implementations;
  for (const std::size_t i : places) implementations.push_back(cases[i]);
  const std::vector<std::size_t> order = RunOrder(implementations, submission);
  std::atomic<bool> nothing_counts = absl::c_any_of(reports, NothingCounts);
  crew.Share(places.size(), [&](std::size_t turn, Runner& runner) {
    const std::size_t i = places[order[turn]];
    if (nothing_counts && !cases[i]->needs.empty()) return;
    reports[i] = grade(*cases[i], runner);
    if (NothingCounts(reports[i])) nothing_counts = true;
  });
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

bool HasRun(const TestCase& test_case, const Build& build, ClockKind clock,
            const Workshop& workshop) {
  const std::string name = RunName(build, CommandFor(build, test_case, clock),
                                   LimitsFor(build, test_case), workshop);
  return !name.empty() && workshop.cache.Find(name) != nullptr;
}

bool HasCheckerProgram(const TextExpectation& text) {
  const auto* checker = std::get_if<Checker>(&text);
  return checker != nullptr &&
         (!checker->program.empty() || !checker->solution.empty());
}

}  // namespace

const CaseReport* FailedNeed(const TestCase& test_case,
                             const std::vector<CaseReport>& cases) {
  for (const CaseReport& one : cases) {
    if (one.verdict.word != VerdictWord::kAccepted &&
        absl::c_linear_search(test_case.needs, one.test_case.name)) {
      return &one;
    }
  }
  return nullptr;
}

bool NeedsAuthorsProgram(const TestCase& test_case) {
  bool needed = test_case.generator.has_value();
  ForEachMember(test_case.expect, [&](const auto& member) {
    using Member = std::decay_t<decltype(member)>;
    if constexpr (std::is_same_v<Member, std::optional<TextExpectation>>) {
      needed = needed ||
               (member && (std::holds_alternative<FromReference>(*member) ||
                           HasCheckerProgram(*member)));
    } else if constexpr (std::is_same_v<Member, FileTexts>) {
      needed = needed || absl::c_any_of(member, [](const auto& file) {
                 return std::holds_alternative<FromReference>(file.second);
               });
    }
  });
  return needed;
}

bool IsKnown(const TestCase& test_case, const Submission& submission,
             const Build& build, ClockKind clock, const Workshop& workshop) {
  if (workshop.renew || NeedsAuthorsProgram(test_case)) return false;
  if (test_case.explore && build.explores) return false;
  if (!IsImplementation(test_case)) {
    return HasRun(test_case, build, clock, workshop);
  }
  const auto own = FindBuild(BuiltWith(test_case, submission), workshop.cache);
  return own.ok() && *own &&
         (!(*own)->ok || HasRun(test_case, **own, clock, workshop));
}

std::vector<CaseReport> GradeCases(const Problem& problem,
                                   const Submission& submission,
                                   const std::vector<const TestCase*>& cases,
                                   const Build& build, ClockKind clock,
                                   const Workshop& workshop) {
  Workshop of_author = workshop;
  of_author.renew = false;
  Oracle oracle(problem, submission.language.name, clock, of_author);
  std::mutex telling;
  int begun = 0;
  std::vector<Runner*> runners = {&workshop.runner};
  if (clock == ClockKind::kVirtual) {
    runners.insert(runners.end(), workshop.beside.begin(),
                   workshop.beside.end());
  }
  Crew crew(runners);
  // An author's programs are run by the first alone.
  Crew alone({&workshop.runner});
  const auto grade = [&](const TestCase& test_case, Runner& runner) {
    {
      const std::lock_guard lock(telling);
      workshop.Tell(absl::StrCat("case ", ++begun, " of ", cases.size(), ", \"",
                                 test_case.name, "\""));
    }
    return GradeCase(test_case, submission, build, oracle,
                     NeedsAuthorsProgram(test_case) ? alone : crew,
                     {workshop.cache,
                      workshop.workspace,
                      runner,
                      {},
                      workshop.reuse,
                      workshop.renew});
  };
  std::vector<CaseReport> reports(cases.size());
  std::vector<std::size_t> implementations, in_any_order, in_turn;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const TestCase& one = *cases[i];
    const bool implementation = IsImplementation(one);
    const bool explores = one.explore && build.explores;
    if (!implementation &&
        (NeedsAuthorsProgram(one) || !one.needs.empty() || explores)) {
      in_turn.push_back(i);  // schedules are shared instead
    } else if (IsKnown(one, submission, build, clock, workshop)) {
      reports[i] = grade(one, workshop.runner);
    } else {
      (implementation ? implementations : in_any_order).push_back(i);
    }
  }
  ShareImplementations(cases, implementations, submission, grade, crew,
                       reports);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const CaseReport* failed = FailedNeed(*cases[i], reports);
    if (failed != nullptr && IsImplementation(*cases[i])) {
      reports[i] = Skipped(*cases[i], *failed);
    }
  }
  crew.Share(in_any_order.size(), [&](std::size_t i, Runner& runner) {
    reports[in_any_order[i]] = grade(*cases[in_any_order[i]], runner);
  });
  // What they need stands before them, or was done just now.
  for (const std::size_t i : in_turn) {
    const CaseReport* failed = FailedNeed(*cases[i], reports);
    reports[i] = failed != nullptr ? Skipped(*cases[i], *failed)
                                   : grade(*cases[i], workshop.runner);
  }
  // A suite's driver prints what a test came to, for the grader alone.
  for (CaseReport& one : reports) {
    if (one.test_case.test != nullptr && !build.command.driver.empty()) {
      one.observation.out = {};
    }
  }
  return reports;
}

}  // namespace grader
