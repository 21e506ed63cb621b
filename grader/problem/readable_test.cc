#include "grader/problem/readable.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

TEST(ReadableTest, ShowsWhatIsNotPrintable) {
  EXPECT_EQ(Readable("é€😀"), "é€😀");
  EXPECT_EQ(Readable(std::string("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(Readable("\x1b[31m\r\n"), "\\x1b[31m\\r\\n");
  EXPECT_EQ(Readable("\xc3"), "\\xc3");
  EXPECT_EQ(Readable("\xc3("), "\\xc3(");
  EXPECT_EQ(Readable("\xc0\x80"), "\\xc0\\x80");           // overlong
  EXPECT_EQ(Readable("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // surrogate
  EXPECT_EQ(Readable("\xc2\x9b"), "\\xc2\\x9b");           // C1 control
  EXPECT_EQ(Readable("\xf4\x90\x80\x80").substr(0, 4), "\\xf4");
}

TEST(ReadableTest, ShowsSpacesOnlyWhenAsked) {
  EXPECT_EQ(Readable("a b\t"), "a b\t");
  EXPECT_EQ(Readable("a b\t", Spaces::kVisible), "a·b→");
}

TEST(QuotedTest, SaysHowMuchIsLeftOut) {
  EXPECT_EQ(Quoted("abc"), "\"abc\"");
  EXPECT_THAT(Quoted(std::string(100, 'x')), HasSubstr("(+20 bytes)"));
}

}  // namespace
}  // namespace grader
