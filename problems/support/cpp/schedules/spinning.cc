#include "spinning.h"

#include <algorithm>
#include <cstdint>

#include "deadlines.h"
#include "outside.h"

namespace schedules {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;

// Looks in which nothing changes, before time passes; one for what comes
// through the kernel takes as long as some others.
constexpr int kLooks = 1000;
constexpr int kLooksOfKernel = 20;
// Whatever a thread does now and then it may ask so often in a row.
constexpr int kFewVainLooks = 10;

constexpr std::int64_t kFirstPause = kMillisecond;
constexpr std::int64_t kLongestPause = 256 * kMillisecond;

int looks = 0;
bool asked_for_time = false;
std::int64_t pause = kFirstPause;

bool AsksInVain(const Thread& thread) { return thread.vain > kFewVainLooks; }

// Whether there is anything for which time would have to pass.
bool IsTimeWaitedFor() {
  if (asked_for_time) return true;
  return std::any_of(threads.begin(), threads.end(), [](const Thread* thread) {
    return thread->deadline != kNever || thread->awaited != nullptr ||
           AsksInVain(*thread);
  });
}

void PassTimeForLooks() {
  const std::int64_t until = std::min(Now() + pause, EarliestDeadline());
  pause = std::min(pause * 2, kLongestPause);
  const int came = AwaitKernel(until);
  bool woken = false;
  while (came == 0 && EarliestDeadline() <= Now()) {
    WakeByDeadline();
    woken = true;
  }
  if (came > 0 || woken) NoteChange();
}

void CountLooks(int count) {
  looks += count;
  if (looks < kLooks) return;
  looks = 0;
  if (IsTimeWaitedFor()) PassTimeForLooks();
}

}  // namespace

void NoteChange() {
  looks = 0;
  asked_for_time = false;
  pause = kFirstPause;
}

void NoteWriting() {
  if (!AsksInVain(*self)) NoteChange();
}

void NoteLook() { CountLooks(1); }

void NoteVainLook(const Place& place) {
  ++self->vain;
  if (!AsksInVain(*self)) return;
  CountLooks(kLooksOfKernel);
  Step(place, true);
}

void NoteFound() {
  self->vain = 0;
  NoteChange();
}

void NoteReading() {
  asked_for_time = true;
  CountLooks(1);
}

}  // namespace schedules
