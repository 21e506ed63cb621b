// From addresses in a program to lines of the submission.
#ifndef GRADER_EXECUTE_SCHEDULE_LINES_H_
#define GRADER_EXECUTE_SCHEDULE_LINES_H_

#include "grader/execute/build.h"
#include "grader/execute/runner.h"
#include "grader/execute/schedule.h"

namespace grader {

// Fills in the file and the line of each place in `schedule`, which `build` has
// run: of the calls that led there, the innermost in a file that is not the
// system's. Programs are read in the sandbox, by addr2line; where that is not
// there, or says nothing, places stay without.
void FindLines(Schedule& schedule, const Build& build, Runner& runner);

// Reads what addr2line(1) printed for one address: sets the file, without its
// folder, and the line; false if it is none of the submission's.
bool ReadLine(absl::string_view printed, SchedulePlace& place);

}  // namespace grader

#endif  // GRADER_EXECUTE_SCHEDULE_LINES_H_
