#include "grader/problem/points.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"

namespace grader {
namespace {

struct Shared {
  int points;
  std::string share;  // as a checker writes it
  std::string expected;
};

TEST(PointsTest, AShareKeepsItsFractions) {
  constexpr int kMillion = 1'000'000;
  const Shared kCases[] = {
      {100, "0.29", "29"},
      {100, "0.57", "57"},
      {100, "0.145", "14.5"},
      {1000, "0.0035", "3.5"},
      {15, "0.5", "7.5"},
      {1, "0.99", "0.99"},
      {7, "0.3333333333333333", "2.333333"},
      {3, "0.6666666666666666", "2"},
      {kMillion, "0.2900005", "290000.5"},
      {kMillion, "0.0000005", "0.5"},
  };
  for (const Shared& one : kCases) {
    double share = 0;
    ASSERT_TRUE(absl::SimpleAtod(one.share, &share));
    EXPECT_EQ(ExactPoints(PointsFor(one.points, share)), one.expected)
        << one.points << " times " << one.share;
  }
}

TEST(PointsTest, EveryThousandthOfAHundredPointsIsThatManyTenths) {
  for (int thousandth = 0; thousandth < 1000; ++thousandth) {
    double share = 0;
    ASSERT_TRUE(
        absl::SimpleAtod(absl::StrFormat("0.%03d", thousandth), &share));
    EXPECT_EQ(PointsFor(100, share), Points::Millionths(thousandth * 100'000));
  }
}

TEST(PointsTest, AllAreOnlyForWhatIsAllRight) {
  EXPECT_EQ(PointsFor(10, 1), 10);
  EXPECT_LT(PointsFor(10, 0.9999999999), 10);
  EXPECT_EQ(PointsFor(0, 0.5), 0);
  EXPECT_EQ(PointsFor(10, 0), 0);
}

TEST(PointsTest, SumsAreTheSameInAnyOrder) {
  const Points tenth = *ParsePoints("0.1");
  Points forward;
  for (int i = 0; i < 10; ++i) forward += tenth;
  EXPECT_EQ(forward, 1);
  EXPECT_EQ(tenth + Points(3) - Points(3), tenth);
}

TEST(PointsTest, TextsAreReadAsTheyAreWritten) {
  EXPECT_EQ(ExactPoints(*ParsePoints("2")), "2");
  EXPECT_EQ(ExactPoints(*ParsePoints("2.50")), "2.5");
  EXPECT_EQ(ExactPoints(*ParsePoints("0.000001")), "0.000001");
  EXPECT_EQ(*ParsePoints("1000000"), kMostPoints);
  for (const char* const none :
       {"", ".", "2.", ".5", "-1", "+1", "1e3", " 1", "1 ", "0.0000001",
        "1000000.1", "99999999", "0x1", "nan"}) {
    EXPECT_FALSE(ParsePoints(none)) << none;
  }
}

TEST(PointsTest, ShownToTwoPlacesButNeverAsTheWhole) {
  EXPECT_EQ(PointsInWords(0, 1), "0 of 1 point");
  EXPECT_EQ(PointsOutOf(*ParsePoints("2.333333"), 7), "2.33/7");
  EXPECT_EQ(PointsOutOf(*ParsePoints("2.335"), 7), "2.34/7");
  EXPECT_EQ(PointsOutOf(*ParsePoints("6.999999"), 7), "6.99/7");
  EXPECT_EQ(PointsInWords(*ParsePoints("1.5"), *ParsePoints("2.5")),
            "1.5 of 2.5 points");
  EXPECT_EQ(PointsOutOf(9, 7), "9/7");  // with a bonus
}

TEST(PointsTest, ANumberIsTheNearest) {
  EXPECT_EQ(PointsNear(Points(7).value() / 3), Points::Millionths(2'333'333));
  EXPECT_EQ(PointsNear(0.1 + 0.2), *ParsePoints("0.3"));
}

}  // namespace
}  // namespace grader
