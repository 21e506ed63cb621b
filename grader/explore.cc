#include "grader/explore.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
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

bool Failed(const CaseReport& report) {
  return report.verdict.word != VerdictWord::kAccepted;
}

// Whether both went wrong in the same way.
bool FailedAlike(const CaseReport& a, const CaseReport& b) {
  return a.verdict.word == b.verdict.word &&
         a.verdict.reason == b.verdict.reason;
}

class Exploring {
 public:
  Exploring(const Exploration& exploration, const Command& command,
            const CaseTrial& trial)
      : exploration_(exploration), command_(command), trial_(trial) {
    command_.collect.push_back(kScheduleFile);
  }

  // The first run that fails, or the last one.
  CaseReport FindFailure() {
    CaseReport report = Try(ScheduleOfSeed(0, 0));
    const std::int64_t length =
        report.observation.schedule ? report.observation.schedule->steps : 1;
    for (int i = 0; !Failed(report) && i < exploration_.schedules; ++i) {
      seed_ = static_cast<std::int64_t>(exploration_.seed) + i;
      tried_ = i + 1;
      report = Try(ScheduleOfSeed(seed_, length));
    }
    return report;
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
        CaseReport report = Try(ScheduleOfChoices(fewer));
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
  CaseReport Try(std::string schedule) {
    command_.environment[kScheduleVariable] = std::move(schedule);
    CaseReport report = trial_.run(command_);
    if (auto& kept = report.observation.schedule) {
      kept->seed = seed_;
      kept->tried = tried_;
      kept->most = exploration_.schedules;
    } else if (!Failed(report)) {
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
  std::int64_t seed_ = 0;
  int tried_ = 0;
};

}  // namespace

CaseReport ExploreSchedules(const Exploration& exploration, const Build& build,
                            const Command& command, const CaseTrial& trial,
                            Runner& runner) {
  Exploring exploring(exploration, command, trial);
  CaseReport report = exploring.FindFailure();
  if (!Failed(report)) return trial.run(command);
  if (report.verdict.word == VerdictWord::kJudgeError) return report;
  report = exploring.Shorten(std::move(report));
  if (!report.observation.schedule) return report;
  FindLines(*report.observation.schedule, build, runner);
  return trial.judge(report.observation);
}

}  // namespace grader
