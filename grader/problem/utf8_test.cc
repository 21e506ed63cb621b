#include "grader/problem/utf8.h"

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

}  // namespace
}  // namespace grader
