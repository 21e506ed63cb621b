#include "grader/serve/changed_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ChangedLinesTest, LinesThatAreNewAndThoseThatAreGone) {
  EXPECT_EQ(ChangedLines("a\nb\nc\n", "a\nx\nc\n"), "  a\n- b\n+ x\n  c\n");
  EXPECT_EQ(ChangedLines("", "a\n"), "+ a\n");
  EXPECT_EQ(ChangedLines("a", ""), "- a\n");
  EXPECT_EQ(ChangedLines("a\nb\na\n", "a\na\n"), "  a\n- b\n  a\n");
  EXPECT_EQ(ChangedLines("a\na\n", "a\na\na\n"), "  a\n  a\n+ a\n");
}

TEST(ChangedLinesTest, SameLinesAreNoChange) {
  for (const char* const text : {"", "\n", "a", "a\nb\n"}) {
    EXPECT_EQ(ChangedLines(text, text), "");
  }
  EXPECT_EQ(ChangedLines("a\nb", "a\r\nb  \n"), "");
}

TEST(ChangedLinesTest, OnlyWhatIsAroundAChangeIsShown) {
  std::string before;
  for (int i = 0; i < 20; ++i) absl::StrAppend(&before, i, "\n");
  std::string after = before;
  after.replace(after.find("3\n"), 1, "three");
  after.replace(after.find("\n15\n"), 3, "");
  EXPECT_EQ(ChangedLines(before, after),
            "  1\n  2\n- 3\n+ three\n  4\n  5\n…\n  13\n  14\n- 15\n  16\n"
            "  17\n…\n");
}

TEST(ChangedLinesTest, LongTextsTakeNoLongerThanTheyMust) {
  std::string before;
  std::string after;
  for (int i = 0; i < 100'000; ++i) {
    absl::StrAppend(&before, i, "\n");
    absl::StrAppend(&after, -i - 1, "\n");
  }
  EXPECT_THAT(ChangedLines(before, after), HasSubstr("- 99999\n+ -1\n"));
}

TEST(ChangedLinesTest, FilesComeAndGoAndAreText) {
  const std::string html =
      ChangesHtml({{"a.py", "1\n"}, {"b.py", "<b>\n"}, {"same.py", "2\n"}},
                  {{"b.py", "<i>\n"}, {"<c>.py", "3\n"}, {"same.py", "2\n"}});
  EXPECT_THAT(html, HasSubstr("<code>a.py</code>"));
  EXPECT_THAT(html, HasSubstr("- 1\n"));
  EXPECT_THAT(html, HasSubstr("- &lt;b&gt;\n+ &lt;i&gt;\n"));
  EXPECT_THAT(html, HasSubstr("<code>&lt;c&gt;.py</code>"));
  EXPECT_THAT(html, Not(HasSubstr("same.py")));
  EXPECT_THAT(ChangesHtml({{"a", "1"}}, {{"a", "1"}}),
              HasSubstr("No line has changed."));
}

}  // namespace
}  // namespace grader
