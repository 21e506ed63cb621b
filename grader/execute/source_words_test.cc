#include "grader/execute/source_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> NamesOf(absl::string_view source,
                                 bool raw_strings = true) {
  std::vector<std::string> names;
  for (const SourceWord& word : WordsOf(source, raw_strings)) {
    if (word.kind == SourceWord::Kind::kName) names.push_back(word.text);
  }
  return names;
}

TEST(SourceWordsTest, CommentsStringsAndNumbersHaveNoNames) {
  EXPECT_THAT(NamesOf("// a\n/* b\nc */ d \"e /* \\\" f\" 'g' 0xabcul 1e+5f h"),
              ElementsAre("d", "h"));
  EXPECT_THAT(NamesOf("1'000'000 a 1'\"' \"b\" c"), ElementsAre("a", "c"));
  EXPECT_THAT(NamesOf("u8\"a\" L'b' .5f"), ElementsAre("u8", "L"));
}

TEST(SourceWordsTest, LinesAreJoinedAsCompilersJoinThem) {
  EXPECT_THAT(NamesOf("tes\\\nting // a \\\n b\n c"),
              ElementsAre("testing", "c"));
  EXPECT_THAT(NamesOf("tes\\  \nting"), ElementsAre("testing"));
  EXPECT_THAT(NamesOf("\"a\\\nb\" c"), ElementsAre("c"));
}

TEST(SourceWordsTest, StringThatDoesNotEndDoesSoWithItsLine) {
  EXPECT_THAT(NamesOf("don't a\nb \"c\nd"), ElementsAre("don", "b", "d"));
}

TEST(SourceWordsTest, RawStringsGoOnForLines) {
  EXPECT_THAT(NamesOf("R\"x(a)\" \n b)x\" c"), ElementsAre("c"));
  EXPECT_THAT(NamesOf("R\"x(a)x\\\n\" b )x\" c"), ElementsAre("c"));
  EXPECT_THAT(NamesOf("R\"(a\nb)\" c", /*raw_strings=*/false),
              ElementsAre("R", "b"));
  EXPECT_THAT(NamesOf("R\"(a"), IsEmpty());
}

TEST(SourceWordsTest, NamesOfHeadersAreNoComments) {
  EXPECT_THAT(NamesOf("#if __has_include(</*>)\na\n#endif"),
              ElementsAre("if", "__has_include", "a", "endif"));
  EXPECT_THAT(NamesOf("#include <b//c>\nd"), ElementsAre("include", "d"));
  EXPECT_THAT(NamesOf("e < /* f */ g"), ElementsAre("e", "g"));
}

TEST(SourceWordsTest, DirectivesBeginALine) {
  const std::vector<SourceWord> words =
      WordsOf("a # b\n /* c */ %: define d ##\ne", true);
  std::vector<std::string> in_directive, begins;
  for (const SourceWord& word : words) {
    if (word.in_directive) in_directive.push_back(word.text);
    if (word.begins_line) begins.push_back(word.text);
  }
  EXPECT_THAT(in_directive, ElementsAre("#", "define", "d", "##"));
  EXPECT_THAT(begins, ElementsAre("a", "#", "e"));
}

TEST(SourceWordsTest, PlacesAreThoseOfTheSource) {
  const std::vector<SourceWord> words = WordsOf("a\\\nb\n  c", true);
  ASSERT_EQ(words.size(), 2u);
  EXPECT_EQ(words[0].text, "ab");
  EXPECT_EQ(words[0].line, 1);
  EXPECT_EQ(words[1].line, 3);
  EXPECT_EQ(words[1].column, 3);
}

TEST(BlockAtTest, EndsWithTheBraceThatOpensIt) {
  const std::string source =
      "TEST(A, B) { x; }\nTEST(C, D) {\n  if (y) { \"}\"; }\n  // }\n}\nz {}\n";
  EXPECT_EQ(BlockAt(source, 1), "TEST(A, B) { x; }\n");
  EXPECT_EQ(BlockAt(source, 2),
            "TEST(C, D) {\n  if (y) { \"}\"; }\n  // }\n}\n");
  EXPECT_EQ(BlockAt(source, 7), "");
  EXPECT_EQ(BlockAt("a {", 1), "");
}

}  // namespace
}  // namespace grader
