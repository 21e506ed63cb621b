#include "grader/report/markup.h"

#include <string>

#include "gtest/gtest.h"

namespace grader {
namespace {

TEST(MarkupTest, NothingEndsWhatItStandsIn) {
  EXPECT_EQ(Markup("]]></failure><a b=\"c\" d='e'>&amp;"),
            "]]&gt;&lt;/failure&gt;&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;"
            "&amp;amp;");
}

TEST(MarkupTest, WhiteSpaceSurvivesInAnAttribute) {
  EXPECT_EQ(MarkupAttribute("a\tb\nc d"), "a&#9;b&#10;c d");
  EXPECT_EQ(Markup("a\tb\nc d"), "a\tb\nc d");
}

TEST(MarkupTest, OnlyCharactersOfXmlAreLeft) {
  EXPECT_EQ(Markup(std::string("\0\x1b\r\xff\x7f", 5)), "␀␛␍\uFFFD␡");
  EXPECT_EQ(Markup("\xEF\xBF\xBE\xEF\xBF\xBF\u0085"),
            "\uFFFD\uFFFD&lt;U+0085&gt;");
}

TEST(MarkupTest, OtherTextStays) { EXPECT_EQ(Markup("é 漢 🎉"), "é 漢 🎉"); }

}  // namespace
}  // namespace grader
