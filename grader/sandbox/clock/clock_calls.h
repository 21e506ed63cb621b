// Decoders of the calls that read a clock of the run.
#ifndef GRADER_SANDBOX_CLOCK_CLOCK_CALLS_H_
#define GRADER_SANDBOX_CLOCK_CLOCK_CALLS_H_

#include "grader/sandbox/clock/decision.h"

namespace grader::sandbox {

Decoder ReadClockGettime, ReadGettimeofday, ReadTime;

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_CLOCK_CALLS_H_
