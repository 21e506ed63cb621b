#include "grader/judge/compare_regex.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

Comparison AgainstRegex(const std::string& expression,
                        const std::string& actual) {
  return CompareRegex({expression}, actual);
}

TEST(CompareRegexTest, TheWholeTextMustMatch) {
  EXPECT_TRUE(AgainstRegex("a+b", "aab\n").passed);
  EXPECT_FALSE(AgainstRegex("a+b", "aabc").passed);
  EXPECT_TRUE(AgainstRegex("a\nb[0-9]\n", "a\r\nb7").passed);
  EXPECT_TRUE(
      AgainstRegex("(line [0-9]+\n)*end", "line 1\nline 2\nend\n").passed);
  EXPECT_TRUE(AgainstRegex("", "").passed);
}

TEST(CompareRegexTest, DotStaysInItsLine) {
  EXPECT_FALSE(AgainstRegex("a.*b", "a\nb").passed);
}

TEST(CompareRegexTest, SaysWhatMayBeWrong) {
  EXPECT_EQ(AgainstRegex("a+", "").message, "nothing was printed");
  EXPECT_THAT(AgainstRegex("Alice", "alice").message, HasSubstr("case"));
  EXPECT_THAT(AgainstRegex("a", " a ").message, HasSubstr("white space"));
  EXPECT_THAT(AgainstRegex("b", "abc").message, HasSubstr("something else"));
  EXPECT_THAT(AgainstRegex("a", "b").message, HasSubstr("does not match"));
}

TEST(CompareRegexTest, AnExpressionThatIsNoneFails) {
  const Comparison result = AgainstRegex("a(", "a");
  EXPECT_FALSE(result.passed);
  EXPECT_THAT(result.message, HasSubstr("not a regular expression"));
}

TEST(CompareRegexTest, HostileTextTakesLinearTime) {
  EXPECT_FALSE(AgainstRegex("(a*)*b", std::string(1'000'000, 'a')).passed);
}

TEST(CompareRegexTest, AnyBytesAreRead) {
  EXPECT_FALSE(AgainstRegex("a", std::string("a\0\xff", 3)).passed);
  EXPECT_TRUE(AgainstRegex("a\\x00b", std::string("a\0b", 3)).passed);
}

TEST(CompareRegexTest, TheLastLineEndMayBeWrittenOut) {
  for (const char* const printed : {"a\nb\n", "a\nb", "a\r\nb\r\n"}) {
    EXPECT_TRUE(AgainstRegex("a\\nb\\n", printed).passed);
    EXPECT_TRUE(AgainstRegex("a\\nb", printed).passed);
    EXPECT_FALSE(AgainstRegex("a\\nb\\n\\n", printed).passed);
  }
  EXPECT_FALSE(AgainstRegex("\\n", "").passed);
}

TEST(CompareRegexTest, AnExpressionMayNameWindowsLineEnds) {
  for (const char* const expression : {"a\\r\\nb\\r\\n", "a\\r?\\nb\\r?\\n?"}) {
    EXPECT_TRUE(AgainstRegex(expression, "a\r\nb\r\n").passed) << expression;
    EXPECT_TRUE(AgainstRegex(expression, "a\nb\n").passed) << expression;
  }
}

TEST(CompareRegexTest, ACarriageReturnThatMattersIsShown) {
  EXPECT_EQ(AgainstRegex("ab", "a\rb\n").actual, "a\\rb");
}

}  // namespace
}  // namespace grader
