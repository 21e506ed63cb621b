// Vector clocks: what of each thread's past a thread, or an object, knows of.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_CLOCKS_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_CLOCKS_H_

#include <cstdint>

namespace schedules {

// Threads that a run may start, in all; their numbers are not used again.
inline constexpr int kMaxThreads = 256;

struct Clock {
  std::uint32_t at[kMaxThreads] = {};
  int used = 0;  // all behind are 0

  void Join(const Clock& other) {
    if (other.used > used) used = other.used;
    for (int i = 0; i < other.used; ++i) {
      if (other.at[i] > at[i]) at[i] = other.at[i];
    }
  }
  void Clear() { *this = Clock(); }
  void Advance(int thread) {
    if (thread >= used) used = thread + 1;
    ++at[thread];
  }
};

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_CLOCKS_H_
