// The schedule in which a case failed, as a story: what to show of it, whatever
// the format.
#ifndef GRADER_REPORT_SCHEDULE_STORY_H_
#define GRADER_REPORT_SCHEDULE_STORY_H_

#include <cstddef>
#include <string>
#include <vector>

#include "grader/report/report.h"

namespace grader {

// What one thread did from the hand-over to it until the next.
struct ScheduleTurn {
  int thread = 0;
  std::string entered;  // where it went on, "queue.cpp:14"; empty: not known
  std::string left;     // where it stopped; empty: not known
  bool chosen = false;  // the schedule stopped it; else it waits, or is over
  bool last = false;    // nobody went on after it
};

// The turns up to the hand-over number `most`, and the one after it.
std::vector<ScheduleTurn> TurnsOf(const Schedule& schedule, std::size_t most);

// How many lanes side by side the turns need, at most `most`; whoever has no
// lane of its own shares the last.
int LanesOf(const std::vector<ScheduleTurn>& turns, int most);

// "schedule 17 of 200 (seed 17), with 2 hand-overs", "without any choice: each
// thread goes on until it has to wait": which of those that were tried it is.
std::string WhichSchedule(const Schedule& schedule);

// The command that shows it again.
std::string CommandForSchedule(const Report& report, const Schedule& schedule);

}  // namespace grader

#endif  // GRADER_REPORT_SCHEDULE_STORY_H_
