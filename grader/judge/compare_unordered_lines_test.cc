#include "grader/judge/compare_unordered_lines.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

Comparison Compare(const std::string& expected, const std::string& actual) {
  return CompareUnorderedLines({expected}, actual);
}

TEST(CompareUnorderedLinesTest, OrderDoesNotMatter) {
  EXPECT_TRUE(Compare("a\nb\nc\n", "c\r\na\r\nb").passed);
  EXPECT_TRUE(Compare("", "").passed);
}

TEST(CompareUnorderedLinesTest, EachLineCountsAsOften) {
  const Comparison result = Compare("a\na\nb\n", "a\nb\nb\n");
  EXPECT_FALSE(result.passed);
  EXPECT_EQ(result.expected, "> 2 | a");
  EXPECT_EQ(result.actual, "> 3 | b");
}

TEST(CompareUnorderedLinesTest, SaysWhatIsMissingAndWhatIsTooMuch) {
  EXPECT_EQ(Compare("a\nb\nc", "c\na").message, "1 line is missing");
  EXPECT_EQ(Compare("a\nb\nc", "c\na").expected, "> 2 | b");
  EXPECT_EQ(Compare("a", "x\na\ny").message, "2 lines too many: lines 1, 3");
  EXPECT_EQ(Compare("a\nb", "b\nx").message,
            "1 line is missing, 1 line not expected: line 2 (in any order)");
  EXPECT_EQ(Compare("a\nb", "").message,
            "nothing was printed, 2 lines expected");
}

TEST(CompareUnorderedLinesTest, ShowsSpacesWhenTheyAreTheDifference) {
  const Comparison result = Compare("a b\nc", "c\na  b");
  EXPECT_THAT(result.message, HasSubstr("line 2: the same words"));
  EXPECT_EQ(result.actual, "> 2 | a··b");
}

TEST(CompareUnorderedLinesTest, MegabytesGiveAShortAnswer) {
  std::string expected;
  std::string actual;
  for (int i = 0; i < 200'000; ++i) {
    expected += "line " + std::to_string(i) + "\n";
    actual += "line " + std::to_string(400'000 - i) + "\n";
  }
  const Comparison result = Compare(expected, actual);
  EXPECT_FALSE(result.passed);
  EXPECT_LT(result.expected.size() + result.actual.size(), 2000U);
  EXPECT_THAT(result.expected, HasSubstr("(+199988 lines)"));
}

}  // namespace
}  // namespace grader
