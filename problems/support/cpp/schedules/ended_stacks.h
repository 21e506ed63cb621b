// The stacks of threads that are over: whatever was there is over, too.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_ENDED_STACKS_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_ENDED_STACKS_H_

#include <cstddef>

#include "objects.h"
#include "scheduler.h"

namespace schedules {

// The calling thread ends.
void NoteEndedStack();

// These bytes are somebody else's now.
void ForgetEndedStack(const volatile void* begin, std::size_t size);

// The calling thread touches what was on the stack of one that is over.
void CheckEndedStacks(const volatile void* address, bool writes,
                      const Place& place);

// The first time that one did.
struct LateUse {
  bool found = false;
  int owner = 0;  // of the stack
  Touch touch;
};
extern LateUse late_use;

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_ENDED_STACKS_H_
