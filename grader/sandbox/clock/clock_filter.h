// The clock filter: which system calls of a run the supervisor must see to run
// its clock, and which are refused because it could not follow them.
#ifndef GRADER_SANDBOX_CLOCK_CLOCK_FILTER_H_
#define GRADER_SANDBOX_CLOCK_CLOCK_FILTER_H_

#include "grader/sandbox/kernel/filter_program.h"

namespace grader::sandbox {

// Compiles the filter for InstallNotifyingFilter. Takes about two milliseconds:
// once for all runs.
absl::StatusOr<FilterProgram> CompileClockFilter();

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_CLOCK_FILTER_H_
