#include "grader/judge/lines.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(SplitLinesTest, FinalNewlineAddsNoLine) {
  EXPECT_THAT(SplitLines(""), IsEmpty());
  EXPECT_THAT(SplitLines("\n"), IsEmpty());
  EXPECT_THAT(SplitLines("\r\n"), IsEmpty());
  EXPECT_THAT(SplitLines("a"), ElementsAre("a"));
  EXPECT_THAT(SplitLines("a\n"), ElementsAre("a"));
  EXPECT_THAT(SplitLines("a\n\n"), ElementsAre("a", ""));
  EXPECT_THAT(SplitLines("\na"), ElementsAre("", "a"));
}

TEST(SplitLinesTest, CrlfIsALineEndAndALoneCarriageReturnIsNot) {
  EXPECT_THAT(SplitLines("a\r\nb\r\n"), ElementsAre("a", "b"));
  EXPECT_THAT(SplitLines("a\rb"), ElementsAre("a\rb"));
}

TEST(SplitWordsTest, KnowsTheLineOfEachWord) {
  const std::vector<Word> words = SplitWords(SplitLines(" a\tb\n\n c "));
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words[0].text, "a");
  EXPECT_EQ(words[1].text, "b");
  EXPECT_EQ(words[1].line, 0U);
  EXPECT_EQ(words[2].text, "c");
  EXPECT_EQ(words[2].line, 2U);
}

TEST(ExcerptTest, OneLineStandsAlone) {
  EXPECT_EQ(Excerpt(SplitLines("a"), {}), "a");
  EXPECT_EQ(Excerpt({}, {}), "(nothing)");
}

TEST(ExcerptTest, CountsWhatIsLeftOut) {
  std::string text;
  for (int i = 1; i <= 20; ++i) text += "line" + std::to_string(i) + "\n";
  EXPECT_EQ(Excerpt(SplitLines(text), {9, 0, Spaces::kPlain}),
            "(7 lines before)\n"
            "   8 | line8\n"
            "   9 | line9\n"
            "> 10 | line10\n"
            "  11 | line11\n"
            "  12 | line12\n"
            "  13 | line13\n"
            "(+7 lines)");
}

TEST(ExcerptTest, MarksTheEnd) {
  EXPECT_EQ(Excerpt(SplitLines("a\nb\n"), {2, 0, Spaces::kPlain}),
            "  1 | a\n"
            "  2 | b\n"
            "> 3 | (the end)");
  EXPECT_EQ(Excerpt(SplitLines("a"), {1, 0, Spaces::kPlain}),
            "  1 | a\n"
            "> 2 | (the end)");
}

TEST(ExcerptTest, KeepsTheColumnOfALongLineInSight) {
  std::string line(1'000'000, 'x');
  line.replace(500'000, 6, "NEEDLE");
  const std::string excerpt =
      Excerpt(SplitLines(line), {0, 500'000, Spaces::kPlain});
  EXPECT_THAT(excerpt, HasSubstr("NEEDLE"));
  EXPECT_THAT(excerpt, HasSubstr("(499940 bytes) …"));
  EXPECT_THAT(excerpt, HasSubstr("… (+499900 bytes)"));
  EXPECT_LT(excerpt.size(), 300U);
}

TEST(ExcerptTest, CutsBetweenCharacters) {
  std::string line;
  for (int i = 0; i < 1000; ++i) line += "€";
  for (std::size_t column = 0; column < 1000; column += 7) {
    EXPECT_THAT(Excerpt(SplitLines(line), {0, column, Spaces::kPlain}),
                Not(HasSubstr("\\x")));
  }
}

TEST(SelectionTest, NumbersTheLinesAndCountsTheRest) {
  std::string text;
  std::vector<std::size_t> indexes;
  for (std::size_t i = 0; i < 20; ++i) {
    text += "x\n";
    indexes.push_back(i);
  }
  const std::string selection = Selection(SplitLines(text), indexes);
  EXPECT_THAT(selection, HasSubstr("> 12 | x\n(+8 lines)"));
  EXPECT_EQ(Selection(SplitLines("a\nb"), {1}), "> 2 | b");
}

}  // namespace
}  // namespace grader
