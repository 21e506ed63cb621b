#include "grader/report/markdown_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_split.h"
#include "grader/problem/files.h"
#include "grader/report/unicode.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Shown(absl::string_view text, int width = 40) {
  return MarkdownPage(text, {width, /*color=*/false, /*unicode=*/true});
}

TEST(MarkdownPageTest, Blocks) {
  const struct {
    const char* text;
    const char* shown;
  } kCases[] = {
      {"", ""},
      {"# One", "One\n───\n"},
      {"## Two `f()`\n\ntext", "## Two `f()`\n\ntext\n"},
      {"a *b* **c** `d`\ne", "a b c `d` e\n"},
      {"a  \nb", "a\nb\n"},
      {"`a`b", "`a`b\n"},
      {"    code\n      more\n", "    code\n      more\n"},
      {"```cpp\nint i;\n\n  j;\n```\n", "    int i;\n\n      j;\n"},
      {"- one\n- two\n  more", "• one\n• two more\n"},
      {"a\n\n- one\n- two\n", "a\n\n• one\n• two\n"},
      {"a\n\n- one\n\n- two\n", "a\n\n• one\n\n• two\n"},
      {"3. c\n4. d\n   - e\n", "3. c\n4. d\n   • e\n"},
      {"- a\n\n  b\n", "• a\n\n  b\n"},
      {"> q\n", "  q\n"},
      {"a\n\n---\n\nb", "a\n\n────────────────────────────────────────\n\nb\n"},
      {"[text](http://x.org) <http://y.org>",
       "text (http://x.org) http://y.org\n"},
      {"a &lt; b &copy; <b>", "a < b &copy; <b>\n"},
      {"| a | b |\n|---|---|\n| one | `f(x)` |\n| | 2 |\n",
       "a    b\n───────────\none  `f(x)`\n     2\n"},
      {"one two three four five six seven eight nine ten",
       "one two three four five six seven eight\nnine ten\n"},
      {"- one two three four five six seven eight",
       "• one two three four five six seven\n  eight\n"},
  };
  for (const auto& one : kCases) EXPECT_EQ(Shown(one.text), one.shown);
}

TEST(MarkdownPageTest, CellsAreWrappedWhereATableIsTooWide) {
  EXPECT_EQ(Shown("| call | does |\n|---|---|\n"
                  "| `handle(id)` | answers one request in 100 ms, always |\n"),
            "call          does\n"
            "────────────────────────────────────────\n"
            "`handle(id)`  answers one request in 100\n"
            "              ms, always\n");
}

TEST(MarkdownPageTest, CodeHasAColourOrBackticks) {
  const std::string shown = MarkdownPage("`f`", {40, true, true});
  EXPECT_THAT(shown, HasSubstr("\x1b["));
  EXPECT_THAT(shown, Not(HasSubstr("`")));
}

TEST(MarkdownPageTest, EscapesOfAStatementAreShown) {
  EXPECT_THAT(Shown("a\x1b[2Jb"), Not(HasSubstr("\x1b")));
}

TEST(MarkdownPageTest, StatementsFitAnyWidthAndNothingIsCut) {
  const auto problems = std::filesystem::path(GRADER_SOURCE_DIR) / "problems";
  for (const auto& entry : std::filesystem::directory_iterator(problems)) {
    const auto text = ReadFile(entry.path() / "statement.md");
    if (!text) continue;
    for (const int width : {40, 60, 80, 120}) {
      for (const bool unicode : {true, false}) {
        const std::string shown = MarkdownPage(*text, {width, false, unicode});
        for (absl::string_view line : absl::StrSplit(shown, '\n')) {
          EXPECT_LE(DisplayWidth(line), width) << line;
        }
      }
    }
  }
}

}  // namespace
}  // namespace grader
