#include "grader/sandbox/clock/clock.h"

#include <algorithm>

namespace grader::sandbox {
namespace {

// What a task that is on its core has used is known as of the last tick of the
// kernel (CONFIG_HZ is 100 at the least).
constexpr absl::Duration kLateness = absl::Milliseconds(10);

}  // namespace

Clock::Clock() {
  for (int id = 0; id < kEnd; ++id) {
    // Programs compare a coarse clock with its fine twin; with one start for
    // both they never see the coarse one ahead of the other.
    clockid_t source = id;
    if (id == CLOCK_REALTIME_COARSE || id == CLOCK_REALTIME_ALARM) {
      source = CLOCK_REALTIME;
    } else if (id == CLOCK_MONOTONIC_COARSE) {
      source = CLOCK_MONOTONIC;
    } else if (id == CLOCK_BOOTTIME_ALARM) {
      source = CLOCK_BOOTTIME;
    }
    timespec reading = {};
    if (Governs(id)) clock_gettime(source, &reading);
    at_start_[id] = absl::DurationFromTimespec(reading);
  }
}

void Clock::Settle() { allowed_ = std::min(allowed_, kLateness); }

void Clock::Run(Lane& lane, absl::Duration cpu, Since since) {
  const absl::Duration work = cpu - lane.cpu;
  absl::Duration start = lane.at;
  if (since == Since::kSlept) {
    const absl::Duration in_sequence = std::min(now_, now_ + allowed_ - work);
    start = std::max({start, lane.seen, in_sequence});
  } else if (work > absl::ZeroDuration()) {
    start = std::max(start, std::min(now_, lane.latest));
  }
  if (work > absl::ZeroDuration()) lane.latest = -absl::InfiniteDuration();
  lane.at = cores_.Place(start, work);
  lane.cpu = cpu;
  Reach(lane.at);
  lane.seen = now_;
}

void Clock::Stall(Lane& lane, absl::Duration time) {
  lane.at += time;
  Reach(lane.at);
}

void Clock::Reach(absl::Duration time) {
  if (time <= now_) return;
  computed_ += time - now_;
  allowed_ = std::max(allowed_ - (time - now_), absl::ZeroDuration());
  now_ = time;
}

bool Clock::Leads(Lane& lane) const {
  constexpr absl::Duration kTicks = absl::Microseconds(1);
  if (now_ - lane.at > kTicks) return false;
  lane.at = now_;
  return true;
}

void Clock::SkipTo(absl::Duration time) {
  now_ = std::max(now_, time);
  // What was used before is known to the last bit, and has been placed.
  allowed_ = absl::ZeroDuration();
  cores_.Forget();
}

bool Clock::Governs(clockid_t id) {
  switch (id) {
    case CLOCK_REALTIME:
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_REALTIME_COARSE:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_BOOTTIME:
    case CLOCK_REALTIME_ALARM:
    case CLOCK_BOOTTIME_ALARM:
    case CLOCK_TAI:
      return true;
    default:
      return false;
  }
}

absl::Duration Clock::Reading(clockid_t id) const {
  return at_start_[id] + now_;
}

absl::Duration Clock::WhenReading(clockid_t id, absl::Duration reading) const {
  return reading - at_start_[id];
}

}  // namespace grader::sandbox
