#include "grader/sandbox/session/usage_tally.h"

#include <gtest/gtest.h>

#include "grader/problem/limits.h"

namespace grader::sandbox {
namespace {

UsageTally::Look::Process Using(int cpu_ms, int children_ms, std::int64_t bytes,
                                int threads = 1) {
  return {{absl::Milliseconds(cpu_ms), absl::Milliseconds(children_ms), bytes,
           threads},
          kKiB};
}

TEST(UsageTallyTest, TimeOfEarlierRunsIsNoneOfThisOnes) {
  UsageTally tally(absl::Milliseconds(500), 500'000'000, 10);
  tally.Add({absl::Milliseconds(510),
             {{7, Using(20, 3, kMiB)}, {8, Using(40, 0, kMiB)}}});
  EXPECT_EQ(tally.usage().cpu_time, absl::Milliseconds(73));
  tally.AddEnd(580'000'000, 0);
  EXPECT_EQ(tally.usage().cpu_time, absl::Milliseconds(80));
}

// A process that goes unwaited for takes its time along, and no sum shrinks.
TEST(UsageTallyTest, WhatWasSeenOfAProcessStays) {
  UsageTally tally(absl::ZeroDuration(), 0, 10);
  tally.Add({absl::ZeroDuration(),
             {{7, Using(10, 0, kMiB)}, {8, Using(30, 0, kMiB)}}});
  tally.Add({absl::ZeroDuration(), {{7, Using(15, 0, kMiB)}}});
  EXPECT_EQ(tally.usage().cpu_time, absl::Milliseconds(45));
  tally.AddEnd(15'000'000, 0);
  EXPECT_EQ(tally.usage().cpu_time, absl::Milliseconds(45));
}

TEST(UsageTallyTest, MemoryIsOfTheLastLookAndItsPeakOfAll) {
  UsageTally tally(absl::ZeroDuration(), 0, 10);
  tally.Add({absl::ZeroDuration(),
             {{7, Using(0, 0, 3 * kMiB)}, {8, Using(0, 0, kMiB)}}});
  EXPECT_EQ(tally.usage().memory_bytes, 4 * kMiB + 2 * kKiB);
  tally.Add({absl::ZeroDuration(), {{7, Using(0, 0, kMiB)}}});
  EXPECT_EQ(tally.usage().memory_bytes, kMiB + kKiB);
  EXPECT_EQ(tally.usage().peak_memory_bytes, 4 * kMiB + 2 * kKiB);
  tally.AddEnd(0, 5 * kMiB);
  EXPECT_EQ(tally.usage().memory_bytes, 0);
  EXPECT_EQ(tally.usage().peak_memory_bytes, 5 * kMiB);
}

TEST(UsageTallyTest, AllThreadsCountAndTheLimitStaysReached) {
  UsageTally tally(absl::ZeroDuration(), 0, 5);
  tally.Add(
      {absl::ZeroDuration(), {{7, Using(0, 0, 0, 3)}, {8, Using(0, 0, 0, 1)}}});
  EXPECT_FALSE(tally.usage().process_limit_reached);
  tally.Add(
      {absl::ZeroDuration(), {{7, Using(0, 0, 0, 3)}, {8, Using(0, 0, 0, 2)}}});
  EXPECT_TRUE(tally.usage().process_limit_reached);
  tally.Add({absl::ZeroDuration(), {{7, Using(0, 0, 0, 1)}}});
  EXPECT_TRUE(tally.usage().process_limit_reached);
}

}  // namespace
}  // namespace grader::sandbox
