#include "grader/report/page.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

TextStyle Width(int width) {
  TextStyle style;
  style.width = width;
  return style;
}

TEST(PageTest, LineThatIsTooLongIsCut) {
  Page page(Width(40));
  page.Line(2, {{std::string(30, 'a')}, {std::string(30, 'b')}});
  EXPECT_EQ(page.text(),
            "  " + std::string(30, 'a') + std::string(7, 'b') + "…\n");
}

TEST(PageTest, RightPieceKeepsItsPlace) {
  Page page(Width(40));
  page.Line(0, {{"short"}}, {"right"});
  page.Line(0, {{std::string(50, 'a')}}, {"right"});
  EXPECT_EQ(page.text(), "short" + std::string(30, ' ') + "right\n" +
                             std::string(33, 'a') + "… right\n");
}

TEST(PageTest, ParagraphBreaksBetweenWordsAndHangsBelowItsLabel) {
  Page page(Width(40));
  page.Paragraph(2, "one two three four five six seven eight nine", Ink::kPlain,
                 {"Hint: "});
  EXPECT_EQ(page.text(),
            "  Hint: one two three four five six\n"
            "        seven eight nine\n");
}

TEST(PageTest, ParagraphBreaksWordsThatAreWiderThanThePage) {
  Page page(Width(40));
  page.Paragraph(0, std::string(50, 'a'));
  EXPECT_EQ(page.text(),
            std::string(40, 'a') + "\n" + std::string(10, 'a') + "\n");
}

TEST(PageTest, ParagraphCountsWideCharactersTwice) {
  Page page(Width(40));
  std::string wide;
  for (int i = 0; i < 21; ++i) wide += "漢";
  page.Paragraph(0, wide);
  EXPECT_EQ(page.text(), wide.substr(0, 60) + "\n" + "漢\n");
}

TEST(PageTest, ParagraphOfManyLinesIsCut) {
  Page page(Width(40));
  page.Paragraph(2, std::string(100000, 'a'));
  EXPECT_LT(page.text().size(), 1000u);
  EXPECT_TRUE(page.text().ends_with("\n  …\n"));
}

TEST(PageTest, QuoteSaysHowManyLinesItLeavesOut) {
  Page page(Width(40));
  page.Quote(2, "1\n2\n3\n4\n", 2);
  page.Quote(2, "1\n2\n3", 2);
  page.Quote(2, "1\n2\n", 2);
  EXPECT_EQ(page.text(),
            "  │ 1\n  │ 2\n  │ … 2 more lines\n"
            "  │ 1\n  │ 2\n  │ … 1 more line\n"
            "  │ 1\n  │ 2\n");
}

TEST(PageTest, EscapesComeOnlyFromThePage) {
  TextStyle style;
  style.color = true;
  Page page(style);
  page.Line(0, {{"\x1b[31mtext", Ink::kGood}});
  EXPECT_EQ(page.text(), "\x1b[1;32m␛[31mtext\x1b[0m\n");
}

TEST(PageTest, AsciiPageHoldsOnlyAscii) {
  TextStyle style;
  style.unicode = false;
  Page page(style);
  page.Quote(0, "naïve … 漢\ttab", 3);
  page.Line(0, {{"✗ "}, {std::string(100, 'a')}});
  EXPECT_EQ(page.text(), "| na<U+00EF>ve ... <U+6F22>   tab\nx " +
                             std::string(75, 'a') + "...\n");
}

TEST(PageTest, GapsDoNotAddUp) {
  Page page(Width(40));
  page.Gap();
  page.Line(0, {{"a"}});
  page.Gap();
  page.Gap();
  page.Line(0, {{"b"}});
  EXPECT_EQ(page.text(), "a\n\nb\n");
}

TEST(PageTest, NoLineOfAParagraphIsACommandToACiService) {
  Page page({});
  page.Paragraph(2, absl::StrCat(std::string(77, 'a'), " ::error::b"));
  page.Paragraph(2, "##[error]c");
  page.Paragraph(0, "::error::d", Ink::kPlain, {"Hint: "});
  EXPECT_EQ(page.text(), absl::StrCat("  ", std::string(77, 'a'),
                                      "\n  │ ::error::b\n  │ ##[error]c\n"
                                      "Hint: ::error::d\n"));
}

TEST(PageTest, QuotesBothEndsOfALongText) {
  Page page({});
  page.QuoteEnds(0, "1\n2\n3\n4\n5\n6\n7\n", 2, 3);
  EXPECT_EQ(page.text(), "│ 1\n│ 2\n│ … 2 more lines\n│ 5\n│ 6\n│ 7\n");
  for (const char* const text :
       {"1\n2\n3", "1\n2\n3\n4\n5\n6\n", "1", "\n\n"}) {
    Page whole({});
    whole.QuoteEnds(0, text, 2, 3);
    Page quoted({});
    quoted.Quote(0, text, 9);
    EXPECT_EQ(whole.text(), quoted.text());
  }
}

}  // namespace
}  // namespace grader
