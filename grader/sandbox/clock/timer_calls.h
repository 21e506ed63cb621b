// Decoders of the calls that set and read timers.
#ifndef GRADER_SANDBOX_CLOCK_TIMER_CALLS_H_
#define GRADER_SANDBOX_CLOCK_TIMER_CALLS_H_

#include "grader/sandbox/clock/decision.h"

namespace grader::sandbox {

Decoder SetTimerFile, ReadTimerFile;    // timerfd_create(2)
Decoder SetAlarmTimer, ReadAlarmTimer;  // setitimer(2)
Decoder SetAlarmSeconds;                // alarm(2)
Decoder CreateTimer, SetTimer, ReadTimer, ReadTimerOverrun,
    DeleteTimer;  // timer_create(2)

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_TIMER_CALLS_H_
