// Whose turn it is: one thread goes on, every other one waits in the kernel.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_TURNS_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_TURNS_H_

#include "scheduler.h"

namespace schedules {

// Called by `thread` itself: until it is its turn.
void AwaitTurn(Thread& thread);
void GiveTurn(Thread& thread);

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_TURNS_H_
