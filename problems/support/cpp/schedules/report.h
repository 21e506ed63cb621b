// What the runtime tells of a run: an object of JSON in a file of the working
// directory, read by grader/execute/schedule.cc.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_REPORT_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_REPORT_H_

namespace schedules {

// The exit status of a run that the runtime ended.
inline constexpr int kEndedByRuntime = 97;

// Sees to it that there will be a report, however the program ends.
void PrepareReport();

// Writes it, unless that was done.
void WriteReport(const char* how);

// The calling thread is the first: takes note of where its stack is.
void KnowFirstStack();

// Takes note of where the calling thread's stack is, and forgets what was known
// of it: another thread may have had it before.
void KnowStack();

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_REPORT_H_
