// Locks for many readers or one writer.
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

// Of two that read nothing orders the one before the other.
void Own(Object& object, bool to_write, const Place& place) {
  if (to_write) {
    object.owner = self;
    self->clock.Join(object.of_readers);
  } else {
    ++object.readers;
  }
  Acquire(object);
  Hold(object, place);
}

int TakeToRead(pthread_rwlock_t* lock, Pc pc, std::int64_t deadline) {
  const Inside inside;
  const Place place = PlaceOf(pc);
  Step(place);
  Object& object = ObjectAt(lock);
  if (object.owner == self) return EDEADLK;
  while (object.owner != nullptr) {
    if (Wait(State::kReading, lock, place, deadline) &&
        object.owner != nullptr) {
      return ETIMEDOUT;
    }
  }
  Own(object, false, place);
  return 0;
}

int TakeToWrite(pthread_rwlock_t* lock, Pc pc, std::int64_t deadline) {
  const Inside inside;
  const Place place = PlaceOf(pc);
  Step(place);
  Object& object = ObjectAt(lock);
  if (object.owner == self) return EDEADLK;
  while (object.owner != nullptr || object.readers > 0) {
    if (Wait(State::kWriting, lock, place, deadline) &&
        (object.owner != nullptr || object.readers > 0)) {
      return ETIMEDOUT;
    }
  }
  Own(object, true, place);
  return 0;
}

int TryToTake(pthread_rwlock_t* lock, bool write, Pc pc) {
  const Inside inside;
  const Place place = PlaceOf(pc);
  Step(place);
  Object& object = ObjectAt(lock);
  if (object.owner != nullptr || (write && object.readers > 0)) return EBUSY;
  Own(object, write, place);
  return 0;
}

int FreeReadersWriters(pthread_rwlock_t* lock, Pc pc) {
  const Inside inside;
  const Place place = PlaceOf(pc);
  Object& object = ObjectAt(lock);
  LetGo(*self, object);
  if (object.owner == self) {
    object.owner = nullptr;
    Release(object);
  } else if (object.readers > 0) {
    --object.readers;
    object.of_readers.Join(self->clock);
    self->clock.Advance(self->id);
  }
  WakeAll(State::kReading, lock);
  WakeAll(State::kWriting, lock);
  Step(place);
  return 0;
}

}  // namespace
}  // namespace schedules

using schedules::kNever;
using schedules::MomentOf;

extern "C" {

WRAPPED(pthread_rwlock_init,
        (pthread_rwlock_t * lock, const pthread_rwlockattr_t* attributes),
        (lock, attributes), {
          schedules::Forget(lock, sizeof *lock);
          return __real_pthread_rwlock_init(lock, attributes);
        })

WRAPPED(pthread_rwlock_destroy, (pthread_rwlock_t * lock), (lock), {
  schedules::Forget(lock, sizeof *lock);
  return 0;
})

WRAPPED(pthread_rwlock_rdlock, (pthread_rwlock_t * lock), (lock),
        { return schedules::TakeToRead(lock, PC, kNever); })

WRAPPED(pthread_rwlock_timedrdlock,
        (pthread_rwlock_t * lock, const timespec* until), (lock, until), {
          return schedules::TakeToRead(lock, PC,
                                       MomentOf(CLOCK_REALTIME, *until));
        })

WRAPPED(pthread_rwlock_clockrdlock,
        (pthread_rwlock_t * lock, clockid_t clock, const timespec* until),
        (lock, clock, until),
        { return schedules::TakeToRead(lock, PC, MomentOf(clock, *until)); })

WRAPPED(pthread_rwlock_wrlock, (pthread_rwlock_t * lock), (lock),
        { return schedules::TakeToWrite(lock, PC, kNever); })

WRAPPED(pthread_rwlock_timedwrlock,
        (pthread_rwlock_t * lock, const timespec* until), (lock, until), {
          return schedules::TakeToWrite(lock, PC,
                                        MomentOf(CLOCK_REALTIME, *until));
        })

WRAPPED(pthread_rwlock_clockwrlock,
        (pthread_rwlock_t * lock, clockid_t clock, const timespec* until),
        (lock, clock, until),
        { return schedules::TakeToWrite(lock, PC, MomentOf(clock, *until)); })

WRAPPED(pthread_rwlock_tryrdlock, (pthread_rwlock_t * lock), (lock),
        { return schedules::TryToTake(lock, false, PC); })

WRAPPED(pthread_rwlock_trywrlock, (pthread_rwlock_t * lock), (lock),
        { return schedules::TryToTake(lock, true, PC); })

WRAPPED(pthread_rwlock_unlock, (pthread_rwlock_t * lock), (lock),
        { return schedules::FreeReadersWriters(lock, PC); })
}
