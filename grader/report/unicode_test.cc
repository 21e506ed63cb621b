#include "grader/report/unicode.h"

#include <string>

#include "gtest/gtest.h"

namespace grader {
namespace {

TEST(UnicodeTest, DecodesWhatItEncodes) {
  for (const char32_t value :
       {U'\0', U'a', U'\x7F', U'\x80', U'é', U'\x7FF', U'\x800', U'漢',
        U'\xD7FF', U'\xE000', U'\xFFFD', U'\x10000', U'🎉', U'\x10FFFF'}) {
    const std::string bytes = Encode(value);
    const CodePoint front = DecodeFront(bytes + "x");
    EXPECT_TRUE(front.valid) << std::hex << +value;
    EXPECT_EQ(front.value, value);
    EXPECT_EQ(front.size, bytes.size());
  }
}

TEST(UnicodeTest, InvalidBytesAreTakenOneAtATime) {
  for (const std::string bytes : {
           "\x80",              // a trail byte alone
           "\xC0\xAF",          // overlong
           "\xC3",              // cut short
           "\xC3(",             // no trail byte
           "\xE0\x80\xAF",      // overlong
           "\xED\xA0\x80",      // a surrogate
           "\xF0\x80\x80\xAF",  // overlong
           "\xF4\x90\x80\x80",  // past U+10FFFF
           "\xF5\x80\x80\x80",
           "\xFF",
       }) {
    const CodePoint front = DecodeFront(bytes);
    EXPECT_FALSE(front.valid);
    EXPECT_EQ(front.value, U'\xFFFD');
    EXPECT_EQ(front.size, 1u);
  }
}

TEST(UnicodeTest, WidthCountsColumnsNotBytes) {
  struct {
    std::string text;
    int columns;
  } const kTable[] = {
      {"", 0},     {"abc", 3},  {"é", 1},  {"e\u0301", 1},
      {"漢字", 4}, {"한국", 4}, {"🎉", 2},  {"👍🏽", 2},
      {"│█▶", 3},  {"ﾊﾝｶｸ", 4}, {"Ｆ", 2}, {"✗ ok", 4},
  };
  for (const auto& row : kTable) {
    EXPECT_EQ(DisplayWidth(row.text), row.columns) << row.text;
  }
}

TEST(UnicodeTest, PrefixNeverSplitsACharacterFromItsMarks) {
  EXPECT_EQ(PrefixThatFits("abc", 2), 2u);
  EXPECT_EQ(PrefixThatFits("abc", 9), 3u);
  EXPECT_EQ(PrefixThatFits("漢字", 3), 3u);
  EXPECT_EQ(PrefixThatFits("e\u0301e", 1), 3u);
  EXPECT_EQ(PrefixThatFits("abc", 0), 0u);
  EXPECT_EQ(PrefixThatFits("abc", -1), 0u);
}

}  // namespace
}  // namespace grader
