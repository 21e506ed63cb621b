#include "grader/sandbox/kernel/core_wait.h"
#include "grader/testing/milliseconds.h"

#include <gtest/gtest.h>

namespace grader::sandbox {
namespace {

constexpr absl::Duration kNone;

absl::Duration Lost(int cores, int real, int cpu, int delay, int watcher = 0) {
  CoreWait wait(cores);
  wait.Add(real * kMs, cpu * kMs, delay * kMs, watcher * kMs);
  return wait.total();
}

TEST(CoreWaitTest, OneThatWaitsLosesWhatItWaits) {
  EXPECT_EQ(Lost(2, 100, 25, 75), 75 * kMs);
  EXPECT_EQ(Lost(1, 100, 25, 75), 75 * kMs);
}

TEST(CoreWaitTest, OwnThreadsThatShareAllCoresLoseNothing) {
  EXPECT_EQ(Lost(2, 1000, 2000, 14000), kNone);
  EXPECT_EQ(Lost(1, 1000, 1000, 1000), kNone);
}

TEST(CoreWaitTest, TheirWaitingForOthersCounts) {
  // Sixteen threads got half of two cores.
  EXPECT_EQ(Lost(2, 1000, 1000, 15000), 500 * kMs);
  // Two threads on four cores got one between them.
  EXPECT_EQ(Lost(4, 1000, 1000, 1000), 500 * kMs);
}

TEST(CoreWaitTest, WhoSleepsLosesNothing) {
  EXPECT_EQ(Lost(2, 1000, 10, 0), kNone);
  EXPECT_EQ(Lost(2, 1000, 0, 0), kNone);
}

TEST(CoreWaitTest, TheWatchersWaitingCountsUnlessTheRunHadTheCores) {
  EXPECT_EQ(Lost(2, 1000, 100, 0, 300), 300 * kMs);
  EXPECT_EQ(Lost(2, 1000, 2000, 6000, 300), kNone);
}

TEST(CoreWaitTest, AFigureThatIsLateIsNoGainAndNoLoss) {
  CoreWait wait(2);
  for (int i = 0; i < 100; ++i) {
    wait.Add(kMs, i % 4 == 3 ? 8 * kMs : kNone, i % 4 == 3 ? 8 * kMs : kNone,
             kNone);
  }
  EXPECT_EQ(wait.total(), kNone);
}

TEST(CoreWaitTest, IsNeverMoreThanRealTime) {
  CoreWait wait(2);
  for (int i = 0; i < 10; ++i) wait.Add(30 * kMs, kNone, 90 * kMs, 30 * kMs);
  EXPECT_LE(wait.total(), 300 * kMs);
}

}  // namespace
}  // namespace grader::sandbox
