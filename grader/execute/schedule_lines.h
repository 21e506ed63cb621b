// From addresses in a program to lines of the submission.
#ifndef GRADER_EXECUTE_SCHEDULE_LINES_H_
#define GRADER_EXECUTE_SCHEDULE_LINES_H_

#include "grader/execute/build.h"
#include "grader/execute/runner.h"
#include "grader/execute/schedule.h"
#include "grader/execute/source_lines.h"

namespace grader {

// Fills in the file and the line of each place in `schedule`, which `build` has
// run: of the calls that led there, the innermost in a file that is not the
// system's. Where that cannot be found out, places stay without.
void FindLines(Schedule& schedule, const Build& build, Runner& runner);

// Sets the file of `place`, without its folder, and its line; false if `found`
// is the system's.
bool TakeLine(const SourceLine& found, SchedulePlace& place);

}  // namespace grader

#endif  // GRADER_EXECUTE_SCHEDULE_LINES_H_
