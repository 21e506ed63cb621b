// What all locks have in common: who holds them, and what is known to whoever
// takes one after another has let it go.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_HOLDING_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_HOLDING_H_

#include "objects.h"
#include "scheduler.h"

namespace schedules {

// The calling thread holds `object`, taken at `place`.
void Hold(Object& object, const Place& place);

// `thread` holds `object` no longer.
void LetGo(Thread& thread, const Object& object);

// What was released with `object` has happened before what the calling thread
// does from now on.
void Acquire(const Object& object);

// What the calling thread has done until now happens before what follows an
// Acquire of `object`.
void Release(Object& object);

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_HOLDING_H_
