// Whose fault it is that a problem's driver has failed.
#ifndef GRADER_EXECUTE_FAILED_DRIVER_H_
#define GRADER_EXECUTE_FAILED_DRIVER_H_

#include "grader/execute/observation.h"

namespace grader {

// Whether the run was stopped for nothing but going on.
bool OnlyWaited(const Observation& seen);

// How the driver failed before the run was complete, if the submission cannot
// have brought that about, by a limit that left the driver short of something,
// a signal, or a crash that took the connection away; else null. The fault is
// the author's, or the machine's, which lacks what the driver needs.
const DriverFailure* FailedDriver(const Observation& seen);

}  // namespace grader

#endif  // GRADER_EXECUTE_FAILED_DRIVER_H_
