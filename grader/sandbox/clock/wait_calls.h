// Decoders of the calls that wait for a time, a word in memory or a signal.
#ifndef GRADER_SANDBOX_CLOCK_WAIT_CALLS_H_
#define GRADER_SANDBOX_CLOCK_WAIT_CALLS_H_

#include "grader/sandbox/clock/decision.h"

namespace grader::sandbox {

Decoder DecodeNanosleep, DecodeClockNanosleep;
// FUTEX_WAIT takes a duration, FUTEX_WAIT_BITSET a moment; the others wait for
// a lock (futex(2)).
Decoder DecodeFutexWait, DecodeFutexWaitUntil, DecodeFutexLock,
    DecodeFutexLock2;
Decoder DecodeSigtimedwait;
// restart_syscall(2) with no wait to go on with.
Decoder DecodeRestart;

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_WAIT_CALLS_H_
