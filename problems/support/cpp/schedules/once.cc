// What is done only once: pthread_once(3), and static objects in functions.
#include <pthread.h>

#include "holding.h"
#include "objects.h"
#include "places.h"
#include "scheduler.h"
#include "wrapped.h"

namespace schedules {
namespace {

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
using schedules::ObjectAt;
using schedules::Observed;

extern "C" {

WRAPPED(pthread_once, (pthread_once_t * once, void (*function)()),
        (once, function), {
          schedules::DoOnce(once, function, PC);
          return 0;
        })

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
