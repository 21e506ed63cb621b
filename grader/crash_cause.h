// Why a submission crashed, found by building it again so that it tells wrong
// uses of memory, and running the case that crashed once more.
#ifndef GRADER_CRASH_CAUSE_H_
#define GRADER_CRASH_CAUSE_H_

#include "grader/execute/workshop.h"
#include "grader/problem/submission.h"
#include "grader/report/report.h"

namespace grader {

// Gives the first case of `report` that a signal ended and that the reader may
// see its `crash_cause`, if the language has a way to find out (`sanitize` in
// the language table) and it finds one; and its verdict, if that has none yet,
// the place. Changes nothing else: verdicts, points and times stay those of the
// program as it was handed in.
void AddCrashCause(const Submission& submission, Report& report,
                   const Workshop& workshop);

}  // namespace grader

#endif  // GRADER_CRASH_CAUSE_H_
