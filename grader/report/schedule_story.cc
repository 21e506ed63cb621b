#include "grader/report/schedule_story.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "grader/judge/schedule_verdict.h"
#include "grader/problem/units.h"

namespace grader {

std::vector<ScheduleStep> StepsOf(const Schedule& schedule, std::size_t most) {
  std::vector<ScheduleStep> steps;
  for (const HandOver& one : schedule.hand_overs) {
    if (steps.size() == most) break;
    steps.push_back({one.from, one.to, one.chosen, PlaceInWords(one.left),
                     PlaceInWords(one.entered)});
  }
  return steps;
}

std::string WhichSchedule(const Schedule& schedule) {
  const auto chosen =
      std::count_if(schedule.hand_overs.begin(), schedule.hand_overs.end(),
                    [](const HandOver& one) { return one.chosen; });
  if (schedule.seed == 0) {
    return "the plainest schedule: each thread goes on until it has to wait";
  }
  return absl::StrCat("schedule ", schedule.tried, " of ", schedule.most,
                      ", seed ", schedule.seed, "; what matters of it: ",
                      Counted(static_cast<std::size_t>(chosen), "hand-over"),
                      " from a thread that could have gone on");
}

std::string NameOfThread(int thread) {
  return thread == 0 ? "main" : absl::StrCat("thread ", thread);
}

std::string CommandForSchedule(const Report& report, const Schedule& schedule) {
  return absl::StrCat("grader check ", report.problem, " … --schedule ",
                      schedule.seed);
}

}  // namespace grader
