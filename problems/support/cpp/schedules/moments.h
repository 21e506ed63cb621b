// The time of a schedule, which its deadlines go by.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_MOMENTS_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_MOMENTS_H_

#include <time.h>

#include <cstdint>

namespace schedules {

// What `clock` shows at a moment of the schedule, and the other way round; both
// in nanoseconds.
timespec ShownBy(clockid_t clock, std::int64_t moment);
std::int64_t MomentOf(clockid_t clock, const timespec& shown);

// The moment that comes so much later than now.
std::int64_t After(const timespec& pause);

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_MOMENTS_H_
