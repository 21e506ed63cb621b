#include "grader/report/schedule_story.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "grader/judge/schedule_verdict.h"
#include "grader/problem/units.h"

namespace grader {

std::vector<ScheduleTurn> TurnsOf(const Schedule& schedule, std::size_t most) {
  std::vector<ScheduleTurn> turns;
  ScheduleTurn turn;
  for (const HandOver& one : schedule.hand_overs) {
    if (turns.size() == most) break;
    turn.thread = one.from;
    turn.left = PlaceInWords(one.left);
    turn.chosen = one.chosen;
    turns.push_back(turn);
    turn = {one.to, PlaceInWords(one.entered)};
  }
  turn.last = schedule.hand_overs.size() <= most;
  turns.push_back(turn);
  return turns;
}

int LanesOf(const std::vector<ScheduleTurn>& turns, int most) {
  int lanes = 1;
  for (const ScheduleTurn& turn : turns)
    lanes = std::max(lanes, turn.thread + 1);
  return std::min(lanes, most);
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

std::string CommandForSchedule(const Report& report, const Schedule& schedule) {
  return absl::StrCat("grader check ", report.problem, " … --schedule ",
                      schedule.seed);
}

}  // namespace grader
