// Mutexes and conditions. With a schedule the C library's are not used: only
// what they mean is kept.
#include <errno.h>
#include <pthread.h>

#include "holding.h"
#include "moments.h"
#include "objects.h"
#include "places.h"
#include "scheduler.h"
#include "wrapped.h"

namespace schedules {
namespace {

int KindOf(const pthread_mutex_t* mutex) { return mutex->__data.__kind & 3; }

// Takes the mutex, after a step of the caller's; 0 or an error of
// pthread_mutex_lock(3).
int Take(pthread_mutex_t* mutex, const Place& place,
         std::int64_t deadline = kNever) {
  Object& object = ObjectAt(mutex);
  if (object.owner == self) {
    if (KindOf(mutex) == PTHREAD_MUTEX_RECURSIVE) {
      ++object.depth;
      return 0;
    }
    if (KindOf(mutex) == PTHREAD_MUTEX_ERRORCHECK) return EDEADLK;
  }
  while (object.owner != nullptr) {
    if (Wait(State::kMutex, mutex, place, deadline) &&
        object.owner != nullptr) {
      return ETIMEDOUT;
    }
  }
  object.owner = self;
  object.depth = 1;
  Acquire(object);
  Hold(object, place);
  return 0;
}

// Lets all of it go; how often it was taken.
int Free(pthread_mutex_t* mutex) {
  Object& object = ObjectAt(mutex);
  const int depth = object.depth;
  Release(object);
  if (object.owner != nullptr) LetGo(*object.owner, object);
  object.owner = nullptr;
  object.depth = 0;
  WakeAll(State::kMutex, mutex);
  return depth;
}

int Lock(pthread_mutex_t* mutex, Pc pc, std::int64_t deadline = kNever) {
  const Inside inside;
  const Place place = PlaceOf(pc);
  Step(place);
  return Take(mutex, place, deadline);
}

int WaitFor(pthread_cond_t* condition, pthread_mutex_t* mutex, Pc pc,
            std::int64_t deadline) {
  const Inside inside;
  const Place place = PlaceOf(pc);
  Step(place);
  const int depth = Free(mutex);
  const bool timed_out = Wait(State::kCondition, condition, place, deadline);
  Acquire(ObjectAt(condition));
  Take(mutex, place);
  ObjectAt(mutex).depth = depth;
  return timed_out ? ETIMEDOUT : 0;
}

int Notify(pthread_cond_t* condition, bool all, Pc pc) {
  const Inside inside;
  const Place place = PlaceOf(pc);
  Step(place);
  Object& object = ObjectAt(condition);
  Release(object);
  const int woken = all ? WakeAll(State::kCondition, condition)
                        : WakeOne(State::kCondition, condition);
  if (woken == 0) {
    ++object.missed_wake_ups;
    object.missed = place;
  }
  return 0;
}

}  // namespace
}  // namespace schedules

using schedules::Inside;
using schedules::kNever;
using schedules::MomentOf;
using schedules::Object;
using schedules::ObjectAt;

extern "C" {

WRAPPED(pthread_mutex_init,
        (pthread_mutex_t * mutex, const pthread_mutexattr_t* attributes),
        (mutex, attributes), {
          schedules::Forget(mutex, sizeof *mutex);
          return __real_pthread_mutex_init(mutex, attributes);
        })

WRAPPED(pthread_mutex_destroy, (pthread_mutex_t * mutex), (mutex), {
  schedules::Forget(mutex, sizeof *mutex);
  return 0;
})

WRAPPED(pthread_mutex_lock, (pthread_mutex_t * mutex), (mutex),
        { return schedules::Lock(mutex, PC); })

WRAPPED(pthread_mutex_timedlock,
        (pthread_mutex_t * mutex, const timespec* until), (mutex, until), {
          return schedules::Lock(mutex, PC, MomentOf(CLOCK_REALTIME, *until));
        })

WRAPPED(pthread_mutex_clocklock,
        (pthread_mutex_t * mutex, clockid_t clock, const timespec* until),
        (mutex, clock, until),
        { return schedules::Lock(mutex, PC, MomentOf(clock, *until)); })

WRAPPED(pthread_mutex_trylock, (pthread_mutex_t * mutex), (mutex), {
  const Inside inside;
  const schedules::Place place = schedules::PlaceOf(PC);
  schedules::Step(place);
  const Object& object = ObjectAt(mutex);
  const bool again = object.owner == schedules::self &&
                     schedules::KindOf(mutex) == PTHREAD_MUTEX_RECURSIVE;
  if (object.owner != nullptr && !again) return EBUSY;
  return schedules::Take(mutex, place);
})

WRAPPED(pthread_mutex_unlock, (pthread_mutex_t * mutex), (mutex), {
  const Inside inside;
  Object& object = ObjectAt(mutex);
  if (object.depth > 1) {
    --object.depth;
    return 0;
  }
  schedules::Free(mutex);
  schedules::Step(schedules::PlaceOf(PC));
  return 0;
})

WRAPPED(pthread_cond_init,
        (pthread_cond_t * condition, const pthread_condattr_t* attributes),
        (condition, attributes), {
          schedules::Forget(condition, sizeof *condition);
          return __real_pthread_cond_init(condition, attributes);
        })

WRAPPED(pthread_cond_destroy, (pthread_cond_t * condition), (condition), {
  schedules::Forget(condition, sizeof *condition);
  return 0;
})

WRAPPED(pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t* mutex),
        (condition, mutex),
        { return schedules::WaitFor(condition, mutex, PC, kNever); })

WRAPPED(pthread_cond_timedwait,
        (pthread_cond_t * condition, pthread_mutex_t* mutex,
         const timespec* until),
        (condition, mutex, until), {
          // Which clock: as pthread_condattr_setclock(3) has put it there.
          const clockid_t clock = (condition->__data.__wrefs & 2) != 0
                                      ? CLOCK_MONOTONIC
                                      : CLOCK_REALTIME;
          return schedules::WaitFor(condition, mutex, PC,
                                    MomentOf(clock, *until));
        })

WRAPPED(pthread_cond_clockwait,
        (pthread_cond_t * condition, pthread_mutex_t* mutex, clockid_t clock,
         const timespec* until),
        (condition, mutex, clock, until), {
          return schedules::WaitFor(condition, mutex, PC,
                                    MomentOf(clock, *until));
        })

WRAPPED(pthread_cond_signal, (pthread_cond_t * condition), (condition),
        { return schedules::Notify(condition, false, PC); })

WRAPPED(pthread_cond_broadcast, (pthread_cond_t * condition), (condition),
        { return schedules::Notify(condition, true, PC); })
}
