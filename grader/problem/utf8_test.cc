#include "grader/problem/utf8.h"

#include <string>

#include <gtest/gtest.h>

namespace grader {
namespace {

constexpr auto kNone = absl::string_view::npos;

TEST(FindInvalidUtf8Test, FindsTheFirstBadByte) {
  const struct {
    absl::string_view text;
    std::size_t place;
  } kCases[] = {
      {"", kNone},
      {"plain", kNone},
      {"grüße €20 \U0001F600", kNone},
      {"\xED\x9F\xBF", kNone},      // the last before the surrogates
      {"\xF4\x8F\xBF\xBF", kNone},  // U+10FFFF
      {"caf\xE9", 3},               // Latin-1
      {"ab\x80", 2},                // a continuation without a start
      {"\xC3", 0},                  // cut off
      {"a\xE2\x82", 1},             // cut off
      {"\xC0\x80", 0},              // overlong
      {"\xE0\x9F\xBF", 0},          // overlong
      {"\xF0\x8F\xBF\xBF", 0},      // overlong
      {"\xED\xA0\x80", 0},          // a surrogate
      {"\xF4\x90\x80\x80", 0},      // beyond U+10FFFF
      {"\xFF", 0},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(FindInvalidUtf8(one.text), one.place) << one.text;
  }
}

TEST(Utf8Test, DecodesWhatItEncodes) {
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

TEST(Utf8Test, InvalidBytesAreTakenOneAtATime) {
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

TEST(Utf8Test, CutsSplitNoCharacter) {
  EXPECT_EQ(CutBefore("a\u20ACb", 1), 1U);
  EXPECT_EQ(CutBefore("a\u20ACb", 3), 1U);
  EXPECT_EQ(CutBefore("a\u20ACb", 4), 4U);
  EXPECT_EQ(CutBefore("a\u20ACb", 99), 5U);
  // What is no character has no beginning to go back to.
  EXPECT_EQ(CutBefore("\x80\x80\x80\x80\x80\x80", 5), 2U);
}

}  // namespace
}  // namespace grader
