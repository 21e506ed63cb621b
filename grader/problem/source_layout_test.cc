#include "grader/problem/source_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

const std::string kLong(70, 'x');

TEST(ParagraphsTest, WrapsWordsAfterEightyColumns) {
  EXPECT_EQ(Paragraphs("one two", "// ", "// "), "// one two\n");
  EXPECT_EQ(Paragraphs(kLong + " seven7 more", "// ", "//   "),
            "// " + kLong + " seven7\n//   more\n");
  EXPECT_EQ(Paragraphs(kLong + " eight88 more", "// ", "//   "),
            "// " + kLong + "\n//   eight88 more\n");
  EXPECT_EQ(Paragraphs("", "// ", "// "), "");
}

TEST(ParagraphsTest, LineFeedsAreSpacesAndEmptyLinesParagraphs) {
  EXPECT_EQ(Paragraphs("one\ntwo\n\nthree\n", "# ", "# "),
            "# one two\n#\n# three\n");
}

TEST(ParagraphsTest, CountsCharactersNotBytes) {
  const std::string text = "ä" + std::string(69, 'x') + " seven7";
  EXPECT_EQ(Paragraphs(text, "// ", "// "), "// " + text + "\n");
}

TEST(CommaListTest, BreaksBehindTheBracketWhereOneLineIsTooLong) {
  EXPECT_EQ(CommaList("f(", {"int a", "int b"}, ");", 4), "f(int a, int b);");
  EXPECT_EQ(CommaList("f(", {}, ");", 4), "f();");
  EXPECT_EQ(CommaList("f(", {kLong, "int b", "int c"}, ");", 4),
            "f(\n    " + kLong + ",\n    int b, int c);");
}

TEST(SnakeCaseTest, CapitalsInARowAreOneWord) {
  EXPECT_EQ(SnakeCase("Response"), "response");
  EXPECT_EQ(SnakeCase("AsyncService"), "async_service");
  EXPECT_EQ(SnakeCase("AsyncTTLCache"), "async_ttl_cache");
  EXPECT_EQ(SnakeCase("A2B"), "a2_b");
}

}  // namespace
}  // namespace grader
