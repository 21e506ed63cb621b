#include "grader/explore.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "grader/execute/schedule.h"
#include "grader/execute/schedule_lines.h"
#include "grader/judge/verdict.h"

namespace grader {
namespace {

// Runs that may be spent on making a schedule shorter.
constexpr int kMostAttempts = 80;
// How often a schedule is tried that the machine keeps from being judged.
constexpr int kMostTries = 3;

bool IsJudged(const CaseReport& report) {
  return report.verdict.word != VerdictWord::kJudgeError;
}

// What cannot be judged is no failure of the submission's.
bool Failed(const CaseReport& report) {
  return IsJudged(report) && report.verdict.word != VerdictWord::kAccepted;
}

// Whether both went wrong in the same way.
bool FailedAlike(const CaseReport& a, const CaseReport& b) {
  return a.verdict.word == b.verdict.word &&
         a.verdict.reason == b.verdict.reason;
}

class Exploring {
 public:
  Exploring(const Exploration& exploration, const Command& command,
            const CaseTrial& trial, Runner& runner)
      : exploration_(exploration),
        command_(command),
        trial_(trial),
        runner_(runner) {
    command_.collect.push_back(kScheduleFile);
  }

  // The first schedule that fails; or else the first that could not be judged,
  // after which no other one is tried; or else one that does not fail.
  CaseReport FindFailure() {
    CaseReport plainest = TryUntilJudged(ScheduleOfSeed(0, 0), {}, runner_);
    if (Failed(plainest) || !IsJudged(plainest)) return plainest;
    const std::optional<Schedule>& told = plainest.observation.schedule;
    const std::int64_t length = told ? told->steps : 1;
    std::mutex finding;
    std::optional<CaseReport> failed;
    std::optional<CaseReport> unjudged;
    int last = exploration_.schedules;  // that is of interest
    trial_.share(static_cast<std::size_t>(std::max(exploration_.schedules, 0)),
                 [&](std::size_t i, Runner& runner) {
                   const Origin origin = {
                       static_cast<std::int64_t>(exploration_.seed) +
                           static_cast<std::int64_t>(i),
                       static_cast<int>(i) + 1};
                   std::unique_lock lock(finding);
                   if (origin.tried > last) return;
                   lock.unlock();
                   CaseReport report = TryUntilJudged(
                       ScheduleOfSeed(origin.seed, length), origin, runner);
                   lock.lock();
                   const bool is_failure = Failed(report);
                   if (!is_failure && IsJudged(report)) return;
                   if (origin.tried <= last) last = origin.tried - 1;
                   if (!is_failure) {
                     unjudged = std::move(report);
                   } else if (!failed || origin.tried < origin_.tried) {
                     origin_ = origin;
                     failed = std::move(report);
                   }
                 });
    if (failed) return *std::move(failed);
    return unjudged ? *std::move(unjudged) : plainest;
  }

  // The same failure with as few choices as can be found.
  CaseReport Shorten(CaseReport shortest) {
    if (!shortest.observation.schedule) return shortest;
    int attempts = 0;
    std::size_t part = shortest.observation.schedule->choices.size();
    while (part > 0) {
      // From the end: what comes after the failure does nothing for it.
      std::size_t end = shortest.observation.schedule->choices.size();
      while (end > 0 && attempts < kMostAttempts) {
        std::vector<ScheduleChoice> fewer =
            shortest.observation.schedule->choices;
        end = std::min(end, fewer.size());
        const std::size_t begin = end > part ? end - part : 0;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(begin),
                    fewer.begin() + static_cast<std::ptrdiff_t>(end));
        ++attempts;
        CaseReport report = Try(ScheduleOfChoices(fewer), origin_, runner_);
        if (FailedAlike(report, shortest) && report.observation.schedule &&
            report.observation.schedule->choices.size() <
                shortest.observation.schedule->choices.size()) {
          shortest = std::move(report);
        }
        end = begin;
      }
      part /= 2;
    }
    return shortest;
  }

 private:
  // Which seed a schedule comes from, and the how many-th it was.
  struct Origin {
    std::int64_t seed = 0;
    int tried = 0;
  };

  // What the machine is to blame for may go well another time.
  CaseReport TryUntilJudged(const std::string& schedule, const Origin& origin,
                            Runner& runner) const {
    CaseReport report = Try(schedule, origin, runner);
    for (int i = 1; i < kMostTries && !IsJudged(report); ++i) {
      report = Try(schedule, origin, runner);
    }
    return report;
  }

  CaseReport Try(std::string schedule, const Origin& origin,
                 Runner& runner) const {
    Command command = command_;
    command.environment[kScheduleVariable] = std::move(schedule);
    CaseReport report = trial_.run(command, runner);
    if (auto& kept = report.observation.schedule) {
      kept->seed = origin.seed;
      kept->tried = origin.tried;
      kept->most = exploration_.schedules;
    } else if (report.verdict.word == VerdictWord::kAccepted) {
      report.verdict = {
          VerdictWord::kRunTimeError, "no_schedule",
          "the run ended without a word of its schedule: a program whose "
          "threads are to be tried must end by `return` from main or `exit`, "
          "and leave the files alone that it did not make"};
    }
    return report;
  }

  const Exploration& exploration_;
  Command command_;
  const CaseTrial& trial_;
  Runner& runner_;
  Origin origin_;  // of the failure
};

}  // namespace

CaseReport ExploreSchedules(const Exploration& exploration, const Build& build,
                            const Command& command, const CaseTrial& trial,
                            Runner& runner) {
  Exploring exploring(exploration, command, trial, runner);
  CaseReport report = exploring.FindFailure();
  if (!IsJudged(report)) return report;
  if (!Failed(report)) return trial.run(command, runner);
  report = exploring.Shorten(std::move(report));
  if (!report.observation.schedule) return report;
  FindLines(*report.observation.schedule, build, runner);
  return trial.judge(report.observation);
}

}  // namespace grader
