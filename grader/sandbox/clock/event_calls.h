// Decoders of the calls that wait for descriptors: epoll_wait(2), poll(2),
// select(2), their variants, and message queues.
#ifndef GRADER_SANDBOX_CLOCK_EVENT_CALLS_H_
#define GRADER_SANDBOX_CLOCK_EVENT_CALLS_H_

#include <sys/types.h>

#include "grader/sandbox/clock/decision.h"
#include "grader/sandbox/kernel/task_states.h"

namespace grader::sandbox {

// They note in their task that it runs an event loop.
Decoder DecodeEpoll, DecodePoll, DecodeSelect;
// mq_timedsend(2) and mq_timedreceive(2).
Decoder DecodeQueue;

// Whether a task of process `tgid` that sleeps in `sleeping` may be woken by a
// timeout that was not given with the call: that of a socket (socket(7),
// SO_RCVTIMEO), which the supervisor does not see.
bool HasKernelTimeout(const SleepingCall& sleeping, pid_t tgid);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_EVENT_CALLS_H_
