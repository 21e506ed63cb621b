// The schedule in which a case failed, as a story: what to show of it, whatever
// the format.
#ifndef GRADER_REPORT_SCHEDULE_STORY_H_
#define GRADER_REPORT_SCHEDULE_STORY_H_

#include <string>
#include <vector>

#include "grader/report/report.h"

namespace grader {

// One step of the story: thread `from` stops at `left`, thread `to` goes on.
struct ScheduleStep {
  int from = 0;
  int to = 0;
  bool chosen = false;  // by the schedule; else `from` waits, or is over
  std::string left;     // "queue.cpp:14", or empty
  std::string entered;
};

// The hand-overs of the schedule from the start on, the first `most`.
std::vector<ScheduleStep> StepsOf(const Schedule& schedule, std::size_t most);

// "schedule 17 of 200 (seed 17), with 2 hand-overs", "without any choice: each
// thread goes on until it has to wait": which of those that were tried it is.
std::string WhichSchedule(const Schedule& schedule);

// "main", "thread 2".
std::string NameOfThread(int thread);

// The command that shows it again.
std::string CommandForSchedule(const Report& report, const Schedule& schedule);

}  // namespace grader

#endif  // GRADER_REPORT_SCHEDULE_STORY_H_
