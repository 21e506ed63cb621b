#include "grader/problem/suggest.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::Eq;
using ::testing::Optional;

TEST(EditDistanceTest, CountsEachKindOfMistakeOnce) {
  const struct {
    const char* a;
    const char* b;
    int distance;
  } kCases[] = {
      {"", "", 0},
      {"", "abc", 3},
      {"abc", "", 3},
      {"abc", "abc", 0},
      {"abc", "abd", 1},
      {"abc", "ab", 1},
      {"abc", "abcd", 1},
      {"abc", "acb", 1},
      {"ca", "abc", 3},
      {"python", "pyhton", 1},
      {"kitten", "sitting", 3},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(EditDistance(one.a, one.b), one.distance) << one.a << one.b;
  }
}

TEST(ClosestTest, FindsWhatWasMeant) {
  EXPECT_THAT(Closest("expcted", {"expect", "points"}), Optional(Eq("expect")));
  EXPECT_THAT(Closest("pyhton", {"cpp", "python"}), Optional(Eq("python")));
  EXPECT_THAT(Closest("CPP", {"cpp", "python"}), Optional(Eq("cpp")));
  EXPECT_THAT(Closest("concuren-requests", {"concurrent-requests"}),
              Optional(Eq("concurrent-requests")));
}

TEST(ClosestTest, TheFirstOfEquallyNearOnesWins) {
  EXPECT_THAT(Closest("test", {"tent", "text"}), Optional(Eq("tent")));
}

TEST(ClosestTest, DoesNotGuessWildly) {
  EXPECT_EQ(Closest("colour", {"id", "title", "cases"}), std::nullopt);
  EXPECT_EQ(Closest("x", {"y"}), std::nullopt);
  EXPECT_EQ(Closest("", {"a", ""}), std::nullopt);
  EXPECT_EQ(Closest("word", {}), std::nullopt);
  EXPECT_EQ(Closest(std::string(5000, 'a'), {std::string(5000, 'a')}),
            std::nullopt);
}

TEST(DidYouMeanTest, IsEmptyWithoutASuggestion) {
  EXPECT_EQ(DidYouMean("eazy", {"easy"}), "; did you mean \"easy\"?");
  EXPECT_EQ(DidYouMean("colour", {"easy"}), "");
}

}  // namespace
}  // namespace grader
