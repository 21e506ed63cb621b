#include "deadlines.h"

namespace schedules {

Thread* FirstDeadline() {
  Thread* first = nullptr;
  for (Thread* thread : threads) {
    if (thread->deadline == kNever) continue;
    if (first == nullptr || thread->deadline < first->deadline) first = thread;
  }
  return first;
}

bool OthersReady() {
  for (const Thread* thread : threads) {
    if (thread == self || thread->state != State::kReady) continue;
    if (thread->awaited == nullptr || thread->vain_at != deeds) return true;
  }
  return false;
}

std::int64_t EarliestDeadline() {
  const Thread* const first = FirstDeadline();
  return first == nullptr ? kNever : first->deadline;
}

std::int64_t EarliestInKernel() {
  std::int64_t first = kNever;
  for (const Thread* thread : threads) {
    if (thread->awaited != nullptr && thread->awaited->deadline < first) {
      first = thread->awaited->deadline;
    }
  }
  return first;
}

}  // namespace schedules
