// Whom the others wait for: the time, or somebody who can go on.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_DEADLINES_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_DEADLINES_H_

#include <cstdint>

#include "scheduler.h"

namespace schedules {

// Whether another thread could go on now. One that waits in the kernel cannot
// if it found nothing there, and nobody has done anything since.
bool OthersReady();

// The thread that waits whose deadline is the earliest, or nullptr.
Thread* FirstDeadline();

// That deadline, and that of those that wait in the kernel.
std::int64_t EarliestDeadline();
std::int64_t EarliestInKernel();

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_DEADLINES_H_
