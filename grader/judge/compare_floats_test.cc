#include "grader/judge/compare_floats.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

Floats Absolute(const std::string& text, double tolerance) {
  return {text, tolerance, 0};
}

TEST(CompareFloatsTest, NumbersMayDifferByTheTolerance) {
  EXPECT_TRUE(CompareFloats(Absolute("x 1.5", 0.125), "x 1.625").passed);
  EXPECT_TRUE(CompareFloats(Absolute("x 1.5", 0.125), "x 1.375").passed);
  EXPECT_FALSE(CompareFloats(Absolute("x 1.5", 0.125), "x 1.6251").passed);
  EXPECT_TRUE(CompareFloats({"1000", 0, 0.01}, "1010").passed);
  EXPECT_FALSE(CompareFloats({"1000", 0, 0.01}, "1011").passed);
  EXPECT_TRUE(CompareFloats({"-1000", 0, 0.01}, "-1.0e3").passed);
}

TEST(CompareFloatsTest, TheWiderToleranceCounts) {
  EXPECT_TRUE(CompareFloats({"100", 5, 0.01}, "104").passed);
  EXPECT_TRUE(CompareFloats({"100", 0.5, 0.1}, "109").passed);
}

TEST(CompareFloatsTest, WordsMustBeTheSame) {
  EXPECT_FALSE(CompareFloats(Absolute("x 1", 1), "y 1").passed);
}

TEST(CompareFloatsTest, OnlyFiniteNumbersAreClose) {
  for (const char* word : {"nan", "inf", "1e999", "1.5.", "one", "--1"}) {
    EXPECT_FALSE(CompareFloats(Absolute("1", 1e300), word).passed) << word;
  }
  EXPECT_TRUE(CompareFloats(Absolute("nan inf", 1), "nan inf").passed);
  EXPECT_FALSE(CompareFloats(Absolute("nan", 1), "1").passed);
}

TEST(CompareFloatsTest, NotANumberIsOneValueInEveryLanguage) {
  for (const char* word : {"nan", "-nan", "NaN", "NAN", "+nan"}) {
    EXPECT_TRUE(CompareFloats(Absolute("nan", 1), word).passed) << word;
    EXPECT_TRUE(CompareFloats(Absolute(word, 1), "NaN").passed) << word;
    EXPECT_FALSE(CompareFloats(Absolute("0", 1e300), word).passed) << word;
    EXPECT_FALSE(CompareFloats(Absolute("inf", 1), word).passed) << word;
  }
}

TEST(CompareFloatsTest, AnInfinityIsOneValuePerSign) {
  for (const char* word : {"inf", "Infinity", "INF", "+Inf", "infinity"}) {
    EXPECT_TRUE(CompareFloats(Absolute("inf", 1), word).passed) << word;
    EXPECT_TRUE(CompareFloats(Absolute(word, 1), "Infinity").passed) << word;
    EXPECT_FALSE(CompareFloats({"-inf", 0, 1}, word).passed) << word;
    EXPECT_FALSE(CompareFloats({"1e308", 1e308, 1}, word).passed) << word;
  }
  EXPECT_TRUE(CompareFloats(Absolute("-inf", 1), "-Infinity").passed);
  EXPECT_EQ(CompareFloats(Absolute("inf", 1), "-inf").message,
            "line 1: -inf instead of inf");
  EXPECT_FALSE(CompareFloats({"inf", 0, 1}, "12").passed);
}

TEST(CompareFloatsTest, SaysByHowMuchItMayDiffer) {
  EXPECT_EQ(CompareFloats(Absolute("1.5", 0.1), "1.7").message,
            "line 1: 1.7 is not close enough to 1.5: it may differ by 0.1");
  EXPECT_THAT(CompareFloats(Absolute("1.5", 0.1), "x").message,
              HasSubstr("\"x\" is not a number"));
}

}  // namespace
}  // namespace grader
