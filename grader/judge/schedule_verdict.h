// What a schedule brought to light by itself, whatever the run printed: a data
// race, a use after the end, a deadlock, a run without end.
#ifndef GRADER_JUDGE_SCHEDULE_VERDICT_H_
#define GRADER_JUDGE_SCHEDULE_VERDICT_H_

#include <optional>
#include <string>

#include "grader/execute/schedule.h"
#include "grader/judge/verdict.h"

namespace grader {

// Nothing if all that is to be judged is what the run did otherwise. Pure.
std::optional<Verdict> ScheduleVerdict(const Schedule& schedule);

// "main", "thread 2".
std::string NameOfThread(int thread);

// "bank.cpp:14", or empty where the line is not known.
std::string PlaceInWords(const SchedulePlace& place);

// "thread 2 waits for lock 1 (bank.cpp:14) and holds lock 2 (bank.cpp:12)":
// what thread number `thread` was doing at the end; empty if it was over.
std::string ThreadInWords(const Schedule& schedule, int thread);

// "thread 1 writes (bank.cpp:14)".
std::string AccessInWords(const MemoryAccess& access);

}  // namespace grader

#endif  // GRADER_JUDGE_SCHEDULE_VERDICT_H_
