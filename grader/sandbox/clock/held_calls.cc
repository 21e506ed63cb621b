#include "grader/sandbox/clock/held_calls.h"

#include <linux/futex.h>
#include <seccomp.h>

#include "grader/sandbox/clock/clock_calls.h"
#include "grader/sandbox/clock/event_calls.h"
#include "grader/sandbox/clock/timer_calls.h"
#include "grader/sandbox/clock/wait_calls.h"

namespace grader::sandbox {
namespace {

constexpr Condition kAlways = {};

constexpr Condition NotZero(unsigned argument) {
  return {Condition::Kind::kNotZero, argument};
}
constexpr Condition Futex(std::uint32_t operation) {
  return {Condition::Kind::kFutex, 1, operation};
}
constexpr Condition OurClock(unsigned argument) {
  return {Condition::Kind::kOurClock, argument};
}

// The first are the most frequent: a call is looked up from the front.
constexpr HeldCall kHeldCalls[] = {
    {SCMP_SYS(clock_gettime), OurClock(0), ReadClockGettime},
    // Waits for descriptors: a timeout of zero is not a wait.
    {SCMP_SYS(epoll_wait), NotZero(3), DecodeEpoll},
    {SCMP_SYS(epoll_pwait), NotZero(3), DecodeEpoll},
    // Waits that may have a timeout, as a pointer.
    {SCMP_SYS(futex), Futex(FUTEX_WAIT_BITSET), DecodeFutexWaitUntil},
    {SCMP_SYS(futex), Futex(FUTEX_WAIT), DecodeFutexWait},
    {SCMP_SYS(futex), Futex(FUTEX_LOCK_PI), DecodeFutexLock},
    {SCMP_SYS(futex), Futex(FUTEX_LOCK_PI2), DecodeFutexLock2},
    {SCMP_SYS(nanosleep), kAlways, DecodeNanosleep},
    {SCMP_SYS(clock_nanosleep), kAlways, DecodeClockNanosleep},
    {SCMP_SYS(timerfd_settime), kAlways, SetTimerFile},
    {SCMP_SYS(timerfd_gettime), kAlways, ReadTimerFile},
    {SCMP_SYS(gettimeofday), kAlways, ReadGettimeofday},
    {SCMP_SYS(time), kAlways, ReadTime},
    {SCMP_SYS(poll), NotZero(2), DecodePoll},
    {SCMP_SYS(ppoll), kAlways, DecodePoll},
    {SCMP_SYS(select), kAlways, DecodeSelect},
    {SCMP_SYS(pselect6), kAlways, DecodeSelect},
    {SCMP_SYS(epoll_pwait2), kAlways, DecodeEpoll},
    {SCMP_SYS(rt_sigtimedwait), NotZero(2), DecodeSigtimedwait},
    {SCMP_SYS(mq_timedsend), NotZero(4), DecodeQueue},
    {SCMP_SYS(mq_timedreceive), NotZero(4), DecodeQueue},
    {SCMP_SYS(setitimer), kAlways, SetAlarmTimer},
    {SCMP_SYS(getitimer), kAlways, ReadAlarmTimer},
    {SCMP_SYS(alarm), kAlways, SetAlarmSeconds},
    {SCMP_SYS(timer_create), kAlways, CreateTimer},
    {SCMP_SYS(timer_settime), kAlways, SetTimer},
    {SCMP_SYS(timer_gettime), kAlways, ReadTimer},
    {SCMP_SYS(timer_getoverrun), kAlways, ReadTimerOverrun},
    {SCMP_SYS(timer_delete), kAlways, DeleteTimer},
    // Goes on with a wait that was interrupted, which then is what is decided
    // on; else it does nothing.
    {SCMP_SYS(restart_syscall), kAlways, DecodeRestart},
    // recvmmsg(2) looks at its timeout only after a message arrived, so it
    // waits like any other read.
};

}  // namespace

const std::uint32_t kFutexOperation =
    ~static_cast<std::uint32_t>(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME);

bool Condition::Holds(const Notification& call) const {
  switch (kind) {
    case Kind::kAlways:
      return true;
    case Kind::kNotZero:
      return call.args[argument] != 0;
    case Kind::kFutex:
      return (call.args[1] & kFutexOperation) == operation && call.args[3] != 0;
    case Kind::kOurClock:
      return Clock::Governs(static_cast<clockid_t>(call.args[argument]));
  }
  return false;
}

absl::Span<const HeldCall> HeldCalls() { return kHeldCalls; }

Decision Decide(const Notification& call, const Moment& moment) {
  for (const HeldCall& row : kHeldCalls) {
    if (row.call == call.call && row.when.Holds(call)) {
      return row.decoder(call, moment);
    }
  }
  return LeftToKernel();  // a write to the trace's descriptor that was none
}

}  // namespace grader::sandbox
