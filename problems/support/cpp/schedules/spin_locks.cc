// Spin locks: whoever spins waits for one that cannot go on meanwhile.
#include <errno.h>
#include <pthread.h>

#include "holding.h"
#include "objects.h"
#include "places.h"
#include "scheduler.h"
#include "wrapped.h"

namespace schedules {
namespace {

void* AddressOf(pthread_spinlock_t* lock) { return const_cast<int*>(lock); }

int TakeSpinLock(pthread_spinlock_t* lock, Pc pc, bool waits) {
  const Inside inside;
  const Place place = PlaceOf(pc);
  Step(place);
  Object& object = ObjectAt(lock);
  while (object.owner != nullptr) {
    if (!waits) return EBUSY;
    Wait(State::kMutex, AddressOf(lock), place);
  }
  object.owner = self;
  Acquire(object);
  Hold(object, place);
  return 0;
}

}  // namespace
}  // namespace schedules

extern "C" {

WRAPPED(pthread_spin_init, (pthread_spinlock_t * lock, int shared),
        (lock, shared), {
          schedules::Forget(lock, sizeof *lock);
          return __real_pthread_spin_init(lock, shared);
        })

WRAPPED(pthread_spin_destroy, (pthread_spinlock_t * lock), (lock), {
  schedules::Forget(lock, sizeof *lock);
  return 0;
})

WRAPPED(pthread_spin_lock, (pthread_spinlock_t * lock), (lock),
        { return schedules::TakeSpinLock(lock, PC, true); })

WRAPPED(pthread_spin_trylock, (pthread_spinlock_t * lock), (lock),
        { return schedules::TakeSpinLock(lock, PC, false); })

WRAPPED(pthread_spin_unlock, (pthread_spinlock_t * lock), (lock), {
  const schedules::Inside inside;
  schedules::Object& object = schedules::ObjectAt(lock);
  schedules::Release(object);
  if (object.owner != nullptr) schedules::LetGo(*object.owner, object);
  object.owner = nullptr;
  schedules::WakeAll(schedules::State::kMutex, schedules::AddressOf(lock));
  schedules::Step(schedules::PlaceOf(PC));
  return 0;
})
}
