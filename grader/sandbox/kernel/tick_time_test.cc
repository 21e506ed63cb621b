#include "grader/sandbox/kernel/tick_time.h"
#include "grader/testing/milliseconds.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace grader::sandbox {
namespace {

constexpr absl::Duration kNoTime;

TEST(TickTimeTest, PieceWithoutTicksIsStolen) {
  EXPECT_EQ(StolenTime(100 * kMs, kNoTime), 100 * kMs);
  EXPECT_EQ(StolenTime(104 * kMs, 4 * kMs), 100 * kMs);
}

TEST(TickTimeTest, WhatWasTickedWasUsed) {
  EXPECT_EQ(StolenTime(100 * kMs, 100 * kMs), kNoTime);
  EXPECT_EQ(StolenTime(100 * kMs, 96 * kMs), kNoTime);
  EXPECT_EQ(StolenTime(100 * kMs, 400 * kMs), kNoTime);  // other threads' too
}

TEST(TickTimeTest, SmallPieceMayLieBetweenTicks) {
  EXPECT_EQ(StolenTime(4 * kMs, kNoTime), kNoTime);
  EXPECT_EQ(StolenTime(19 * kMs, kNoTime), kNoTime);
}

TEST(TickTimeTest, AccountThatBeganAnewSaysNothing) {
  EXPECT_EQ(StolenTime(100 * kMs, -50 * kMs), kNoTime);
}

TEST(TickTimeTest, TicksComeToWhoComputes) {
  const std::optional<absl::Duration> before = ReadTickTime(getpid());
  ASSERT_TRUE(before.has_value());
  // However often it is interrupted, some tick will find it at work.
  while (ReadTickTime(getpid()) == before) {
  }
  EXPECT_GT(ReadTickTime(getpid()), before);
}

TEST(TickTimeTest, NobodyHasNoTime) {
  EXPECT_EQ(ReadTickTime(1 << 22), std::nullopt);
}

}  // namespace
}  // namespace grader::sandbox
