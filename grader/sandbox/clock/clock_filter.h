// The clock filter: which system calls of a run the supervisor must see to run
// its clock, and which are refused because it could not follow them.
#ifndef GRADER_SANDBOX_CLOCK_CLOCK_FILTER_H_
#define GRADER_SANDBOX_CLOCK_CLOCK_FILTER_H_

#include <cstdint>

#include "grader/sandbox/kernel/filter_program.h"

namespace grader::sandbox {

// Compiles the filter for InstallNotifyingFilter. Takes about two milliseconds:
// once for all runs.
absl::StatusOr<FilterProgram> CompileClockFilter();
// The same for another processor, a SCMP_ARCH_… of seccomp_arch_add(3).
absl::StatusOr<FilterProgram> CompileClockFilterFor(std::uint32_t processor);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_CLOCK_FILTER_H_
