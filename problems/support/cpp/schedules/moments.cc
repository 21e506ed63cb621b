#include "moments.h"

#include <errno.h>
#include <sched.h>
#include <sys/time.h>
#include <unistd.h>

#include "places.h"
#include "real.h"
#include "scheduler.h"
#include "wrapped.h"

namespace schedules {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr int kClocks = 16;

// What a clock showed when it was first read, less the schedule's time.
std::int64_t Start(clockid_t clock) {
  static std::int64_t starts[kClocks];
  std::int64_t& start = starts[clock];
  if (start == 0) {
    timespec real = {};
    __real_clock_gettime(clock, &real);
    start = real.tv_sec * kSecond + real.tv_nsec - Now();
  }
  return start;
}

// The clocks that go on while a thread waits.
bool IsOfWaiting(clockid_t clock) {
  return clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC ||
         clock == CLOCK_REALTIME_COARSE || clock == CLOCK_MONOTONIC_COARSE ||
         clock == CLOCK_MONOTONIC_RAW || clock == CLOCK_BOOTTIME;
}

int SleepUntil(std::int64_t deadline, Pc pc) {
  const Inside inside;
  Wait(State::kSleep, nullptr, PlaceOf(pc), deadline);
  return 0;
}

}  // namespace

timespec ShownBy(clockid_t clock, std::int64_t moment) {
  const std::int64_t shown = Start(clock) + moment;
  return {shown / kSecond, shown % kSecond};
}

std::int64_t MomentOf(clockid_t clock, const timespec& shown) {
  if (shown.tv_sec > INT64_MAX / kSecond - 1) return kNever - 1;
  return shown.tv_sec * kSecond + shown.tv_nsec - Start(clock);
}

std::int64_t After(const timespec& pause) {
  if (pause.tv_sec > INT64_MAX / kSecond / 2) return kNever - 1;
  return Now() + pause.tv_sec * kSecond + pause.tv_nsec;
}

}  // namespace schedules

using schedules::Observed;

extern "C" {
int __real_clock_nanosleep(clockid_t clock, int flags, const timespec* time,
                           timespec* left);
int __real_gettimeofday(timeval* time, void* zone);
time_t __real_time(time_t* result);
unsigned __real_sleep(unsigned seconds);
int __real_usleep(useconds_t microseconds);
int __real_sched_yield();

int __wrap_clock_gettime(clockid_t clock, timespec* time) {
  if (!Observed() || !schedules::IsOfWaiting(clock)) {
    return __real_clock_gettime(clock, time);
  }
  schedules::TickForReading();
  *time = schedules::ShownBy(clock, schedules::Now());
  return 0;
}

int __wrap_gettimeofday(timeval* time, void* zone) {
  if (!Observed()) return __real_gettimeofday(time, zone);
  timespec now;
  __wrap_clock_gettime(CLOCK_REALTIME, &now);
  *time = {now.tv_sec, now.tv_nsec / 1000};
  return 0;
}

time_t __wrap_time(time_t* result) {
  if (!Observed()) return __real_time(result);
  timespec now;
  __wrap_clock_gettime(CLOCK_REALTIME, &now);
  if (result != nullptr) *result = now.tv_sec;
  return now.tv_sec;
}

int __wrap_nanosleep(const timespec* time, timespec* left) {
  if (!Observed()) return __real_nanosleep(time, left);
  return schedules::SleepUntil(schedules::After(*time), PC);
}

int __wrap_clock_nanosleep(clockid_t clock, int flags, const timespec* time,
                           timespec* left) {
  if (!Observed() || !schedules::IsOfWaiting(clock)) {
    return __real_clock_nanosleep(clock, flags, time, left);
  }
  return schedules::SleepUntil((flags & TIMER_ABSTIME) != 0
                                   ? schedules::MomentOf(clock, *time)
                                   : schedules::After(*time),
                               PC);
}

unsigned __wrap_sleep(unsigned seconds) {
  if (!Observed()) return __real_sleep(seconds);
  schedules::SleepUntil(schedules::After({static_cast<time_t>(seconds), 0}),
                        PC);
  return 0;
}

int __wrap_usleep(useconds_t microseconds) {
  if (!Observed()) return __real_usleep(microseconds);
  return schedules::SleepUntil(
      schedules::After({static_cast<time_t>(microseconds / 1000000),
                        static_cast<long>(microseconds % 1000000) * 1000}),
      PC);
}

int __wrap_sched_yield() {
  if (!Observed()) return __real_sched_yield();
  const schedules::Inside inside;
  schedules::Step(schedules::PlaceOf(PC), true);
  return 0;
}
}
