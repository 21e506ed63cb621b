#include "grader/sandbox/clock/clock.h"
#include "grader/testing/milliseconds.h"

#include <gtest/gtest.h>

namespace grader::sandbox {
namespace {

TEST(ClockTest, PassesAsProcessorTimeIsUsed) {
  Clock clock;
  Clock::Lane lane = clock.Enter(7 * kMs);
  clock.Run(lane, 12 * kMs);
  EXPECT_EQ(clock.now(), 5 * kMs);
}

TEST(ClockTest, WorkSideBySideCountsOnceInWhateverSlicesItWasDone) {
  Clock clock;
  Clock::Lane one = clock.Enter(absl::ZeroDuration());
  Clock::Lane two = clock.Enter(absl::ZeroDuration());
  for (int i = 1; i <= 10; ++i) {
    clock.Run(one, 5 * i * kMs);
    clock.Run(two, 5 * i * kMs);
  }
  EXPECT_EQ(clock.now(), 50 * kMs);
}

TEST(ClockTest, AStarvedTaskDoesNotMoveTheClockUntilItIsAhead) {
  Clock clock;
  Clock::Lane one = clock.Enter(absl::ZeroDuration());
  Clock::Lane two = clock.Enter(absl::ZeroDuration());
  clock.Run(one, 50 * kMs);
  clock.Run(two, 50 * kMs);
  EXPECT_EQ(clock.now(), 50 * kMs);
  clock.Run(two, 60 * kMs);
  EXPECT_EQ(clock.now(), 60 * kMs);
}

TEST(ClockTest, WorkAfterASleepComesAfterWhatPassedMeanwhile) {
  Clock clock;
  Clock::Lane one = clock.Enter(absl::ZeroDuration());
  Clock::Lane two = clock.Enter(absl::ZeroDuration());
  clock.Run(one, 50 * kMs);
  clock.Carry(two);
  clock.Run(two, 50 * kMs);
  EXPECT_EQ(clock.now(), 100 * kMs);
}

TEST(ClockTest, ThreeSideBySideTakeTurnsOnTwoCores) {
  Clock clock;
  Clock::Lane lanes[3] = {};
  for (int i = 1; i <= 50; ++i) {
    for (Clock::Lane& lane : lanes) clock.Run(lane, i * kMs);
  }
  EXPECT_EQ(clock.now(), 75 * kMs);
}

// Sixteen that pass a token around, seen once in a millisecond.
TEST(ClockTest, WorkThatIsHandedOverIsDoneInSequence) {
  Clock clock;
  Clock::Lane lanes[16] = {};
  for (int i = 1; i <= 10; ++i) {
    clock.Allow(1.6 * kMs);
    for (Clock::Lane& lane : lanes) {
      clock.Run(lane, i * 0.1 * kMs, Clock::Since::kSlept);
    }
  }
  EXPECT_EQ(clock.now(), 16 * kMs);
}

TEST(ClockTest, OneThatSleptBeginsAfterOneThatComputedAllTheWhile) {
  Clock clock;
  Clock::Lane one = clock.Enter(absl::ZeroDuration());
  Clock::Lane two = clock.Enter(absl::ZeroDuration());
  clock.Allow(20 * kMs);
  clock.Run(one, 10 * kMs);
  clock.Run(two, 10 * kMs, Clock::Since::kSlept);
  EXPECT_EQ(clock.now(), 20 * kMs);
}

TEST(ClockTest, WhatTookNoLongerInRealTimeWasNotInSequence) {
  Clock clock;
  Clock::Lane one = clock.Enter(absl::ZeroDuration());
  Clock::Lane two = clock.Enter(absl::ZeroDuration());
  for (int i = 1; i <= 50; ++i) {
    clock.Allow(kMs);
    clock.Run(one, i * kMs, Clock::Since::kSlept);
    clock.Run(two, i * kMs, Clock::Since::kSlept);
  }
  EXPECT_EQ(clock.now(), 50 * kMs);
}

TEST(ClockTest, RealTimeThatWasIdleAllowsNothingLater) {
  Clock clock;
  Clock::Lane one = clock.Enter(absl::ZeroDuration());
  Clock::Lane two = clock.Enter(absl::ZeroDuration());
  clock.Allow(absl::Hours(1));
  clock.Settle();
  clock.Allow(50 * kMs);
  clock.Run(one, 50 * kMs, Clock::Since::kSlept);
  clock.Run(two, 50 * kMs, Clock::Since::kSlept);
  EXPECT_EQ(clock.now(), 60 * kMs);  // figures may be 10 ms late
}

// Between two looks at all, looks at one ask how much real time has passed,
// too.
TEST(ClockTest, RealTimeIsThereHoweverOftenItIsAskedFor) {
  Clock clock;
  Clock::Lane one = clock.Enter(absl::ZeroDuration());
  Clock::Lane two = clock.Enter(absl::ZeroDuration());
  for (int i = 0; i < 10; ++i) clock.Allow(10 * kMs);
  clock.Run(one, 50 * kMs, Clock::Since::kSlept);
  clock.Allow(absl::ZeroDuration());
  clock.Run(two, 50 * kMs, Clock::Since::kSlept);
  EXPECT_EQ(clock.now(), 100 * kMs);
}

// What the other one computed before it woke this one becomes known later.
TEST(ClockTest, WokenTaskBeginsWhereTheOtherMayHaveBeen) {
  Clock clock;
  Clock::Lane one = clock.Enter(absl::ZeroDuration());
  Clock::Lane two = clock.Enter(absl::ZeroDuration());
  clock.Allow(50 * kMs);
  clock.Wake(two);
  clock.Run(one, 50 * kMs);
  clock.Run(two, absl::ZeroDuration());  // has not run yet
  clock.Run(two, 20 * kMs);
  EXPECT_EQ(clock.now(), 70 * kMs);
  clock.Run(one, 70 * kMs);  // goes on side by side
  EXPECT_EQ(clock.now(), 70 * kMs);
}

TEST(ClockTest, WokenTaskBeginsNoLaterThanItWasWoken) {
  Clock clock;
  Clock::Lane one = clock.Enter(absl::ZeroDuration());
  Clock::Lane two = clock.Enter(absl::ZeroDuration());
  clock.Allow(10 * kMs);
  clock.Wake(two);
  clock.Allow(50 * kMs);
  clock.Run(one, 60 * kMs);
  clock.Run(two, 50 * kMs);
  EXPECT_EQ(clock.now(), 60 * kMs);
}

TEST(ClockTest, WaitingInTheKernelNeedsNoCore) {
  Clock clock;
  Clock::Lane lanes[4] = {};
  for (Clock::Lane& lane : lanes) clock.Stall(lane, 30 * kMs);
  EXPECT_EQ(clock.now(), 30 * kMs);
  EXPECT_EQ(clock.computed(), 30 * kMs);
}

TEST(ClockTest, TwoMomentsAreNeverTheSame) {
  Clock clock;
  Clock::Lane ahead = clock.Enter(absl::ZeroDuration());
  clock.Run(ahead, 50 * kMs);
  const absl::Duration first = clock.Reading(CLOCK_MONOTONIC);
  clock.Tick();
  EXPECT_GT(clock.Reading(CLOCK_MONOTONIC), first);
  EXPECT_LT(clock.now(), 51 * kMs);
}

TEST(ClockTest, NeverGoesBack) {
  Clock clock;
  clock.SkipTo(50 * kMs);
  clock.SkipTo(20 * kMs);
  EXPECT_EQ(clock.now(), 50 * kMs);
}

TEST(ClockTest, AllClocksOfTheRunMoveTogether) {
  Clock clock;
  const absl::Duration real = clock.Reading(CLOCK_REALTIME);
  const absl::Duration monotonic = clock.Reading(CLOCK_MONOTONIC);
  clock.SkipTo(absl::Hours(1));
  EXPECT_EQ(clock.Reading(CLOCK_REALTIME) - real, absl::Hours(1));
  EXPECT_EQ(clock.Reading(CLOCK_MONOTONIC) - monotonic, absl::Hours(1));
  EXPECT_EQ(clock.WhenReading(CLOCK_MONOTONIC, monotonic + 3 * kMs), 3 * kMs);
}

TEST(ClockTest, ClocksOfProcessorTimeStayTheKernels) {
  EXPECT_TRUE(Clock::Governs(CLOCK_MONOTONIC));
  EXPECT_FALSE(Clock::Governs(CLOCK_THREAD_CPUTIME_ID));
  EXPECT_FALSE(Clock::Governs(-6));
  EXPECT_FALSE(Clock::Governs(12));
}

}  // namespace
}  // namespace grader::sandbox
