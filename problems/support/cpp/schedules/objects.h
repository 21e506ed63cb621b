// What the runtime knows of the submission's memory: of each 8 bytes, which
// threads touched them last, and what lies there that threads wait for.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_OBJECTS_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_OBJECTS_H_

#include <cstddef>
#include <cstdint>

#include "clocks.h"
#include "scheduler.h"

namespace schedules {

// A lock, a condition, an atomic, … at some address; what of it means anything
// depends on how it is used.
struct Object {
  int number = 0;  // for reports
  std::uintptr_t address = 0;
  Object* next = nullptr;  // in the same eight bytes
  Clock clock;             // what is known to whoever acquires it …
  Clock of_readers;        // … and, to write alone, from those that read
  Thread* owner = nullptr;
  int depth = 0;  // of a recursive lock
  int readers = 0;
  Place taken;      // where its owner took it
  long count = 0;   // of a semaphore, or of those at a barrier
  long needed = 0;  // at a barrier
  std::uint32_t round = 0;
  bool done = false;
  bool begun = false;
  std::uint64_t missed_wake_ups = 0;  // nobody waited for them
  Place missed;                       // the last one
};

// The object at `address`; made when it is first asked for.
Object& ObjectAt(const volatile void* address);

// Forgets all about these bytes: they are another object's now.
void Forget(const volatile void* address, std::size_t size);

struct Touch {
  std::uint32_t when = 0;  // by the clock of `thread`
  std::uint8_t thread = 0;
  std::uint8_t bytes = 0;  // a bit for each of the eight
  bool writes = false;
  bool atomic = false;
  Place place;
  Touch* next = nullptr;
};

// The calling thread touches these bytes: a data race if another one did that
// nothing orders before it.
void TouchBytes(const volatile void* address, std::size_t size, bool writes,
                bool atomic, const Place& place);

struct Race {
  bool found = false;
  std::uintptr_t address = 0;
  Touch first;
  Touch second;
};
extern Race race;

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_OBJECTS_H_
