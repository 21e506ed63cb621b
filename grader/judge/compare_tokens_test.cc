#include "grader/judge/compare_tokens.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

std::string Message(const std::string& expected, const std::string& actual) {
  return CompareTokens({expected}, actual).message;
}

TEST(CompareTokensTest, WhiteSpaceDoesNotMatter) {
  EXPECT_TRUE(CompareTokens({"a b\nc\n"}, " a\tb  c\r\n\n").passed);
  EXPECT_TRUE(CompareTokens({""}, " \n ").passed);
}

TEST(CompareTokensTest, NamesTheWordAndItsLine) {
  EXPECT_EQ(Message("a b\nc", "a b\nd"), "line 2: \"d\" instead of \"c\"");
  EXPECT_EQ(Message("Alice", "alice"),
            "line 1: \"alice\" instead of \"Alice\" (upper and lower case "
            "matter)");
}

TEST(CompareTokensTest, CountsWhatIsMissingOrTooMuch) {
  EXPECT_EQ(Message("a b", " "), "nothing was printed, 2 words expected");
  EXPECT_EQ(Message("a b c", "a b"), "the last word is missing, from \"c\" on");
  EXPECT_EQ(Message("a b c", "a"),
            "the last 2 words are missing, from \"b\" on");
  EXPECT_EQ(Message("a", "a\nb c"),
            "2 words too many, from \"b\" in line 2 on");
  EXPECT_EQ(Message("", "a"), "1 word too many, from \"a\" in line 1 on");
}

TEST(CompareTokensTest, SeesAnotherOrder) {
  EXPECT_EQ(Message("a b c", "a c b"),
            "the words are right but in another order, from line 1 on");
}

TEST(CompareTokensTest, WordsMayBeAnyBytes) {
  EXPECT_TRUE(
      CompareTokens({std::string("\0 \xff", 3)}, std::string("\0\n\xff", 3))
          .passed);
  EXPECT_THAT(Message("a", std::string("\0", 1)), HasSubstr("\\x00"));
}

}  // namespace
}  // namespace grader
