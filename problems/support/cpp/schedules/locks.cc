// Mutexes, locks for readers and writers, conditions, semaphores, barriers, and
// what is done only once. With a schedule the C library's are not used: only
// what they mean is kept.
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>

#include "moments.h"
#include "objects.h"
#include "places.h"
#include "real.h"
#include "scheduler.h"

namespace schedules {
namespace {

void Hold(Object& object, const Place& place) {
  object.taken = place;
  for (Held& held : self->held) {
    if (held.object == nullptr) {
      held = {&object, place};
      return;
    }
  }
  self->held.push_back({&object, place});
}

void LetGo(Thread& thread, const Object& object) {
  for (Held& held : thread.held) {
    if (held.object != &object) continue;
    held.object = nullptr;
    return;
  }
}

void Acquire(const Object& object) { self->clock.Join(object.clock); }
void Release(Object& object) {
  object.clock.Join(self->clock);
  self->clock.Advance(self->id);
}

// ---- Mutexes
// -----------------------------------------------------------------

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

// ---- Conditions
// --------------------------------------------------------------

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

// ---- Readers and writers
// -----------------------------------------------------

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

// ---- Semaphores and barriers
// -------------------------------------------------

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

// ---- Only once
// ---------------------------------------------------------------

// Whether the caller is to do it; else it has been done.
bool BeginOnce(const void* address, const Place& place) {
  Step(place);
  Object& object = ObjectAt(address);
  while (object.begun && !object.done) {
    if (object.owner == self) EndRun("deadlock");
    Wait(State::kOnce, address, place);
  }
  Acquire(object);
  if (object.done) return false;
  object.begun = true;
  object.owner = self;
  return true;
}

void EndOnce(const void* address, bool done) {
  Object& object = ObjectAt(address);
  Release(object);
  object.owner = nullptr;
  object.begun = done;
  object.done = done;
  WakeAll(State::kOnce, address);
}

void DoOnce(pthread_once_t* once, void (*function)(), Pc pc) {
  {
    const Inside inside;
    if (!BeginOnce(once, PlaceOf(pc))) return;
  }
  // An exception leaves it undone.
  struct End {
    pthread_once_t* once;
    bool done = false;
    ~End() {
      const Inside inside;
      EndOnce(once, done);
    }
  } end = {once};
  const Place outside = self->outside;
  self->outside = {};
  function();
  self->outside = outside;
  end.done = true;
}

}  // namespace
}  // namespace schedules

using schedules::Inside;
using schedules::kNever;
using schedules::MomentOf;
using schedules::Object;
using schedules::ObjectAt;
using schedules::Observed;
using schedules::Pc;

#define PC reinterpret_cast<Pc>(__builtin_return_address(0))

// A function in the place of the C library's, which is called without a
// schedule.
#define WRAPPED(name, parameters, arguments) \
  int __real_##name parameters;              \
  int __wrap_##name parameters {             \
    if (!Observed()) return __real_##name arguments;

extern "C" {

WRAPPED(pthread_mutex_init,
        (pthread_mutex_t * mutex, const pthread_mutexattr_t* attributes),
        (mutex, attributes))
schedules::Forget(mutex, sizeof *mutex);
return __real_pthread_mutex_init(mutex, attributes);
}
WRAPPED(pthread_mutex_destroy, (pthread_mutex_t * mutex), (mutex))
schedules::Forget(mutex, sizeof *mutex);
return 0;
}
WRAPPED(pthread_mutex_lock, (pthread_mutex_t * mutex), (mutex))
return schedules::Lock(mutex, PC);
}
WRAPPED(pthread_mutex_timedlock,
        (pthread_mutex_t * mutex, const timespec* until), (mutex, until))
return schedules::Lock(mutex, PC, MomentOf(CLOCK_REALTIME, *until));
}
WRAPPED(pthread_mutex_clocklock,
        (pthread_mutex_t * mutex, clockid_t clock, const timespec* until),
        (mutex, clock, until))
return schedules::Lock(mutex, PC, MomentOf(clock, *until));
}
WRAPPED(pthread_mutex_trylock, (pthread_mutex_t * mutex), (mutex))
const Inside inside;
const schedules::Place place = schedules::PlaceOf(PC);
schedules::Step(place);
const Object& object = ObjectAt(mutex);
const bool again = object.owner == schedules::self &&
                   schedules::KindOf(mutex) == PTHREAD_MUTEX_RECURSIVE;
if (object.owner != nullptr && !again) return EBUSY;
return schedules::Take(mutex, place);
}
WRAPPED(pthread_mutex_unlock, (pthread_mutex_t * mutex), (mutex))
const Inside inside;
Object& object = ObjectAt(mutex);
if (object.depth > 1) {
  --object.depth;
  return 0;
}
schedules::Free(mutex);
schedules::Step(schedules::PlaceOf(PC));
return 0;
}

WRAPPED(pthread_cond_init,
        (pthread_cond_t * condition, const pthread_condattr_t* attributes),
        (condition, attributes))
schedules::Forget(condition, sizeof *condition);
return __real_pthread_cond_init(condition, attributes);
}
WRAPPED(pthread_cond_destroy, (pthread_cond_t * condition), (condition))
schedules::Forget(condition, sizeof *condition);
return 0;
}
WRAPPED(pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t* mutex),
        (condition, mutex))
return schedules::WaitFor(condition, mutex, PC, kNever);
}
WRAPPED(pthread_cond_timedwait,
        (pthread_cond_t * condition, pthread_mutex_t* mutex,
         const timespec* until),
        (condition, mutex, until))
// Which clock: as pthread_condattr_setclock(3) has put it there.
const clockid_t clock =
    (condition->__data.__wrefs & 2) != 0 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
return schedules::WaitFor(condition, mutex, PC, MomentOf(clock, *until));
}
WRAPPED(pthread_cond_clockwait,
        (pthread_cond_t * condition, pthread_mutex_t* mutex, clockid_t clock,
         const timespec* until),
        (condition, mutex, clock, until))
return schedules::WaitFor(condition, mutex, PC, MomentOf(clock, *until));
}
WRAPPED(pthread_cond_signal, (pthread_cond_t * condition), (condition))
return schedules::Notify(condition, false, PC);
}
WRAPPED(pthread_cond_broadcast, (pthread_cond_t * condition), (condition))
return schedules::Notify(condition, true, PC);
}

WRAPPED(pthread_rwlock_init,
        (pthread_rwlock_t * lock, const pthread_rwlockattr_t* attributes),
        (lock, attributes))
schedules::Forget(lock, sizeof *lock);
return __real_pthread_rwlock_init(lock, attributes);
}
WRAPPED(pthread_rwlock_destroy, (pthread_rwlock_t * lock), (lock))
schedules::Forget(lock, sizeof *lock);
return 0;
}
WRAPPED(pthread_rwlock_rdlock, (pthread_rwlock_t * lock), (lock))
return schedules::TakeToRead(lock, PC, kNever);
}
WRAPPED(pthread_rwlock_timedrdlock,
        (pthread_rwlock_t * lock, const timespec* until), (lock, until))
return schedules::TakeToRead(lock, PC, MomentOf(CLOCK_REALTIME, *until));
}
WRAPPED(pthread_rwlock_clockrdlock,
        (pthread_rwlock_t * lock, clockid_t clock, const timespec* until),
        (lock, clock, until))
return schedules::TakeToRead(lock, PC, MomentOf(clock, *until));
}
WRAPPED(pthread_rwlock_wrlock, (pthread_rwlock_t * lock), (lock))
return schedules::TakeToWrite(lock, PC, kNever);
}
WRAPPED(pthread_rwlock_timedwrlock,
        (pthread_rwlock_t * lock, const timespec* until), (lock, until))
return schedules::TakeToWrite(lock, PC, MomentOf(CLOCK_REALTIME, *until));
}
WRAPPED(pthread_rwlock_clockwrlock,
        (pthread_rwlock_t * lock, clockid_t clock, const timespec* until),
        (lock, clock, until))
return schedules::TakeToWrite(lock, PC, MomentOf(clock, *until));
}
WRAPPED(pthread_rwlock_tryrdlock, (pthread_rwlock_t * lock), (lock))
return schedules::TryToTake(lock, false, PC);
}
WRAPPED(pthread_rwlock_trywrlock, (pthread_rwlock_t * lock), (lock))
return schedules::TryToTake(lock, true, PC);
}
WRAPPED(pthread_rwlock_unlock, (pthread_rwlock_t * lock), (lock))
return schedules::FreeReadersWriters(lock, PC);
}

WRAPPED(sem_init, (sem_t * semaphore, int shared, unsigned value),
        (semaphore, shared, value))
schedules::Forget(semaphore, sizeof *semaphore);
if (value > SEM_VALUE_MAX) {
  errno = EINVAL;
  return -1;
}
ObjectAt(semaphore).count = value;
return 0;
}
WRAPPED(sem_destroy, (sem_t * semaphore), (semaphore))
schedules::Forget(semaphore, sizeof *semaphore);
return 0;
}
WRAPPED(sem_wait, (sem_t * semaphore), (semaphore))
return schedules::Decrease(semaphore, PC, kNever, true);
}
WRAPPED(sem_trywait, (sem_t * semaphore), (semaphore))
return schedules::Decrease(semaphore, PC, kNever, false);
}
WRAPPED(sem_timedwait, (sem_t * semaphore, const timespec* until),
        (semaphore, until))
return schedules::Decrease(semaphore, PC, MomentOf(CLOCK_REALTIME, *until),
                           true);
}
WRAPPED(sem_clockwait,
        (sem_t * semaphore, clockid_t clock, const timespec* until),
        (semaphore, clock, until))
return schedules::Decrease(semaphore, PC, MomentOf(clock, *until), true);
}
WRAPPED(sem_post, (sem_t * semaphore), (semaphore))
const Inside inside;
const schedules::Place place = schedules::PlaceOf(PC);
schedules::Step(place);
Object& object = ObjectAt(semaphore);
schedules::Release(object);
++object.count;
schedules::WakeAll(schedules::State::kSemaphore, semaphore);
return 0;
}
WRAPPED(sem_getvalue, (sem_t * semaphore, int* value), (semaphore, value))
*value = static_cast<int>(ObjectAt(semaphore).count);
return 0;
}

WRAPPED(pthread_barrier_init,
        (pthread_barrier_t * barrier, const pthread_barrierattr_t* attributes,
         unsigned count),
        (barrier, attributes, count))
schedules::Forget(barrier, sizeof *barrier);
ObjectAt(barrier).needed = count;
return __real_pthread_barrier_init(barrier, attributes, count);
}
WRAPPED(pthread_barrier_destroy, (pthread_barrier_t * barrier), (barrier))
schedules::Forget(barrier, sizeof *barrier);
return 0;
}
WRAPPED(pthread_barrier_wait, (pthread_barrier_t * barrier), (barrier))
return schedules::ArriveAt(barrier, PC);
}

WRAPPED(pthread_once, (pthread_once_t * once, void (*function)()),
        (once, function))
schedules::DoOnce(once, function, PC);
return 0;
}

// Static objects in functions. The compiled program looks at the first byte
// itself before it calls.
int __real___cxa_guard_acquire(char* guard);
void __real___cxa_guard_release(char* guard);
void __real___cxa_guard_abort(char* guard);
int __wrap___cxa_guard_acquire(char* guard) {
  if (!Observed()) return __real___cxa_guard_acquire(guard);
  if (*guard != 0) return 0;
  const Inside inside;
  return schedules::BeginOnce(guard, schedules::PlaceOf(PC)) ? 1 : 0;
}
void __wrap___cxa_guard_release(char* guard) {
  if (!Observed() || !ObjectAt(guard).begun) {
    return __real___cxa_guard_release(guard);
  }
  const Inside inside;
  *guard = 1;
  schedules::EndOnce(guard, true);
}
void __wrap___cxa_guard_abort(char* guard) {
  if (!Observed() || !ObjectAt(guard).begun) {
    return __real___cxa_guard_abort(guard);
  }
  const Inside inside;
  schedules::EndOnce(guard, false);
}
}
