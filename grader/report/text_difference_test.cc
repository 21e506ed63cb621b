#include "grader/report/text_difference.h"

#include <string>

#include "absl/strings/str_split.h"
#include "grader/report/unicode.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

std::string Written(const std::string& expected, const std::string& actual) {
  Page page({.width = 60});
  WriteDifference(0, expected, actual, page);
  return page.text();
}

TEST(TextDifferenceTest, CommonLinesAreWrittenOnce) {
  EXPECT_EQ(Written("a\nb\nsame, then this\nd", "a\nb\nsame, then that\nd"),
            "          a\n"
            "          b\n"
            "expected  same, then this\n"
            "          d\n"
            "actual    same, then that\n"
            "                       ^\n"
            "          d\n");
}

TEST(TextDifferenceTest, OnlyTheLastCommonLinesAreWritten) {
  EXPECT_EQ(Written("1\n2\n3\n4\nx", "1\n2\n3\n4\ny"),
            "          … 1 equal line before\n"
            "          2\n"
            "          3\n"
            "          4\n"
            "expected  x\n"
            "actual    y\n");
}

TEST(TextDifferenceTest, TextThatEndsEarlySaysSo) {
  EXPECT_EQ(Written("a\nb", "a"),
            "          a\n"
            "expected  b\n"
            "actual    (nothing more)\n");
}

TEST(TextDifferenceTest, LongTextsAreCut) {
  std::string lines;
  for (int i = 0; i < 50; ++i) lines += "line\n";
  EXPECT_EQ(Written(lines, "other"),
            "expected  line\n"
            "          line\n"
            "          line\n"
            "          line\n"
            "          line\n"
            "          … 45 more lines\n"
            "actual    other\n");
}

TEST(TextDifferenceTest, DifferenceFarToTheRightIsInSight) {
  for (const std::string filler : {"x", "漢", "e\u0301"}) {
    std::string common;
    for (int i = 0; i < 200; ++i) common += filler;
    const std::string text = Written(common + "A tail", common + "B tail");
    const std::vector<std::string> lines = absl::StrSplit(text, '\n');
    ASSERT_EQ(lines.size(), 4u);
    const int caret = DisplayWidth(lines[2].substr(0, lines[2].find('^')));
    EXPECT_EQ(DisplayWidth(lines[0].substr(0, lines[0].find('A'))), caret);
    EXPECT_EQ(DisplayWidth(lines[1].substr(0, lines[1].find('B'))), caret);
  }
}

}  // namespace
}  // namespace grader
