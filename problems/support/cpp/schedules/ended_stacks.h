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

// Ends the run if the calling thread touches what was on the stack of one that
// is over: who knows what comes of that.
void CheckEndedStacks(const volatile void* address, bool writes,
                      const Place& place);

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_ENDED_STACKS_H_
