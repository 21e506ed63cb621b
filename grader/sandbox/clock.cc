#include "grader/sandbox/clock.h"

#include <algorithm>

namespace grader::sandbox {

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

void Clock::Run(Lane& lane, absl::Duration cpu) {
  lane.at += cpu - lane.cpu;
  lane.cpu = cpu;
  if (lane.at <= now_) return;
  computed_ += lane.at - now_;
  now_ = lane.at;
}

bool Clock::Leads(Lane& lane) const {
  constexpr absl::Duration kTicks = absl::Microseconds(1);
  if (now_ - lane.at > kTicks) return false;
  lane.at = now_;
  return true;
}

void Clock::SkipTo(absl::Duration time) { now_ = std::max(now_, time); }

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
