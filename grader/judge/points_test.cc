#include "grader/judge/points.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/numbers.h"

namespace grader {
namespace {

struct Shared {
  int points;
  std::string share;  // as a checker writes it
  int expected;
};

TEST(PointsTest, AreRoundedHalfUpFromTheDecimalShare) {
  constexpr int kMillion = 1'000'000;
  const Shared kCases[] = {
      {100, "0.29", 29},
      {100, "0.57", 57},
      {100, "0.145", 15},
      {1000, "0.0035", 4},
      {15, "0.5", 8},
      {10, "0.04", 0},
      {10, "0.05", 1},
      {3, "0.3333333333", 1},
      {3, "0.6666666666", 2},
      {kMillion, "0.2900005", 290'001},
      {kMillion, "0.0000005", 1},
      {kMillion, "0.00000049", 0},
  };
  for (const Shared& one : kCases) {
    double share = 0;
    ASSERT_TRUE(absl::SimpleAtod(one.share, &share));
    EXPECT_EQ(PointsFor(one.points, share), one.expected)
        << one.points << " times " << one.share;
  }
}

TEST(PointsTest, EveryHundredthOfAHundredPointsIsThatManyPoints) {
  for (int hundredth = 0; hundredth <= 100; ++hundredth) {
    double share = 0;
    ASSERT_TRUE(absl::SimpleAtod("0." + std::string(hundredth < 10 ? "0" : "") +
                                     std::to_string(hundredth),
                                 &share));
    if (hundredth == 100) share = 1;
    EXPECT_EQ(PointsFor(100, share), hundredth);
  }
}

TEST(PointsTest, AllAreOnlyForWhatIsAllRight) {
  EXPECT_EQ(PointsFor(10, 1), 10);
  EXPECT_EQ(PointsFor(10, 0.99), 9);
  EXPECT_EQ(PointsFor(1, 0.99), 0);
  EXPECT_EQ(PointsFor(0, 0.5), 0);
  EXPECT_EQ(PointsFor(0, 1), 0);
}

TEST(PointsTest, NoneAreForNothing) {
  EXPECT_EQ(PointsFor(10, 0), 0);
  EXPECT_EQ(PointsFor(1'000'000, 0), 0);
}

}  // namespace
}  // namespace grader
