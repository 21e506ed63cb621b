// Semaphores and barriers.
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>

#include "holding.h"
#include "moments.h"
#include "objects.h"
#include "places.h"
#include "scheduler.h"
#include "wrapped.h"

namespace schedules {
namespace {

int Decrease(sem_t* semaphore, Pc pc, std::int64_t deadline, bool waits) {
  const Inside inside;
  const Place place = PlaceOf(pc);
  Step(place);
  Object& object = ObjectAt(semaphore);
  while (object.count == 0) {
    if (!waits) {
      errno = EAGAIN;
      return -1;
    }
    if (Wait(State::kSemaphore, semaphore, place, deadline) &&
        object.count == 0) {
      errno = ETIMEDOUT;
      return -1;
    }
  }
  --object.count;
  Acquire(object);
  return 0;
}

int ArriveAt(pthread_barrier_t* barrier, Pc pc) {
  const Inside inside;
  const Place place = PlaceOf(pc);
  Step(place);
  Object& object = ObjectAt(barrier);
  Release(object);
  const std::uint32_t round = object.round;
  const bool last = ++object.count == object.needed;
  if (last) {
    object.count = 0;
    ++object.round;
    WakeAll(State::kBarrier, barrier);
  }
  while (object.round == round) Wait(State::kBarrier, barrier, place);
  Acquire(object);
  return last ? PTHREAD_BARRIER_SERIAL_THREAD : 0;
}

}  // namespace
}  // namespace schedules

using schedules::Inside;
using schedules::kNever;
using schedules::MomentOf;
using schedules::Object;
using schedules::ObjectAt;

extern "C" {

WRAPPED(sem_init, (sem_t * semaphore, int shared, unsigned value),
        (semaphore, shared, value), {
          schedules::Forget(semaphore, sizeof *semaphore);
          if (value > SEM_VALUE_MAX) {
            errno = EINVAL;
            return -1;
          }
          ObjectAt(semaphore).count = value;
          return 0;
        })

WRAPPED(sem_destroy, (sem_t * semaphore), (semaphore), {
  schedules::Forget(semaphore, sizeof *semaphore);
  return 0;
})

WRAPPED(sem_wait, (sem_t * semaphore), (semaphore),
        { return schedules::Decrease(semaphore, PC, kNever, true); })

WRAPPED(sem_trywait, (sem_t * semaphore), (semaphore),
        { return schedules::Decrease(semaphore, PC, kNever, false); })

WRAPPED(sem_timedwait, (sem_t * semaphore, const timespec* until),
        (semaphore, until), {
          return schedules::Decrease(semaphore, PC,
                                     MomentOf(CLOCK_REALTIME, *until), true);
        })

WRAPPED(sem_clockwait,
        (sem_t * semaphore, clockid_t clock, const timespec* until),
        (semaphore, clock, until), {
          return schedules::Decrease(semaphore, PC, MomentOf(clock, *until),
                                     true);
        })

WRAPPED(sem_post, (sem_t * semaphore), (semaphore), {
  const Inside inside;
  const schedules::Place place = schedules::PlaceOf(PC);
  schedules::Step(place);
  Object& object = ObjectAt(semaphore);
  schedules::Release(object);
  ++object.count;
  schedules::WakeAll(schedules::State::kSemaphore, semaphore);
  return 0;
})

WRAPPED(sem_getvalue, (sem_t * semaphore, int* value), (semaphore, value), {
  *value = static_cast<int>(ObjectAt(semaphore).count);
  return 0;
})

WRAPPED(pthread_barrier_init,
        (pthread_barrier_t * barrier, const pthread_barrierattr_t* attributes,
         unsigned count),
        (barrier, attributes, count), {
          schedules::Forget(barrier, sizeof *barrier);
          ObjectAt(barrier).needed = count;
          return __real_pthread_barrier_init(barrier, attributes, count);
        })

WRAPPED(pthread_barrier_destroy, (pthread_barrier_t * barrier), (barrier), {
  schedules::Forget(barrier, sizeof *barrier);
  return 0;
})

WRAPPED(pthread_barrier_wait, (pthread_barrier_t * barrier), (barrier),
        { return schedules::ArriveAt(barrier, PC); })
}
