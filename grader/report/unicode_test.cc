#include "grader/report/unicode.h"

#include <string>

#include "gtest/gtest.h"

namespace grader {
namespace {

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
