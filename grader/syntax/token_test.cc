#include "grader/syntax/token.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "grader/syntax/find_tokens.h"

namespace grader {
namespace {

std::vector<SyntaxToken> Tokens(const std::string& language,
                                const std::string& source) {
  const auto tree =
      SyntaxTree::Parse(source, language, GRADER_SOURCE_DIR "/build/grammars");
  EXPECT_TRUE(tree.ok()) << tree.status();
  std::vector<SyntaxToken> tokens;
  if (tree.ok()) FindTokens(*tree, 0, tokens);
  return tokens;
}

std::vector<std::uint32_t> Kinds(const std::string& language,
                                 const std::string& source) {
  std::vector<std::uint32_t> kinds;
  for (const SyntaxToken& one : Tokens(language, source)) {
    kinds.push_back(one.kind);
  }
  return kinds;
}

struct Disguise {
  std::string language;
  std::string source;
  std::string disguised;
};

void PrintTo(const Disguise& disguise, std::ostream* out) {
  *out << disguise.language;
}

class DisguiseTest : public ::testing::TestWithParam<Disguise> {};

TEST_P(DisguiseTest, NamesValuesAndCommentsChangeNothing) {
  const Disguise& disguise = GetParam();
  const auto kinds = Kinds(disguise.language, disguise.source);
  EXPECT_GT(kinds.size(), 5u);
  EXPECT_EQ(kinds, Kinds(disguise.language, disguise.disguised));
}

INSTANTIATE_TEST_SUITE_P(
    Languages, DisguiseTest,
    ::testing::Values(
        Disguise{
            "cpp", "int sum(int n) { return n + 1; }  // one\n",
            "/* two */ Number total(size_t count) {\n return count + 27;\n}"},
        Disguise{"cpp", "auto s = f(\"a\", 'b', 1.5);",
                 "auto text = other(R\"(x)\", 'c', 0x7);"},
        Disguise{"c", "int f(int a) { return a * 2; }",
                 "long g(long b) { return b * 30; /* ! */ }"},
        Disguise{"python",
                 "def f(a):\n    \"\"\"Adds.\"\"\"\n    return a + 1\n",
                 "# more\ndef add_one(number):\n  return number + 1_000\n"},
        Disguise{"python", "x = f'{a} and {b}'\ny = x + 'c'\n",
                 "z = 'plain'\nw = z + \"\"\"more\"\"\"\n"},
        Disguise{"java", "class A { int f(int a) { return a + 1; } }",
                 "class B { long g(long b) { return b + 2; /* */ } }"},
        Disguise{"javascript", "const f = (a) => a + 'x';",
                 "const g = (b) => b + `y ${b}`; // why"},
        Disguise{"go", "package a\nfunc f(a int) int { return a + 1 }\n",
                 "package b\nfunc g(b uint) uint { return b + 2 }\n"},
        Disguise{"rust", "fn f(a: i32) -> i32 { a + 1 }",
                 "fn g(b: u64) -> u64 { /* ! */ b + 2 }"},
        Disguise{"bash", "for a in b c; do echo \"$a\"; done",
                 "for x in y z; do printf \"$x !\"; done # all"}));

TEST(FindTokensTest, WhatIsDoneAndItsLineCount) {
  EXPECT_NE(Kinds("python", "a = b + c\n"), Kinds("python", "a = b - c\n"));
  EXPECT_NE(Kinds("cpp", "void f() { if (a) b(); }"),
            Kinds("cpp", "void f() { while (a) b(); }"));
  const auto tokens = Tokens("python", "a = 1\n\n# two\nb(c)\n");
  ASSERT_EQ(tokens.size(), 7u);
  EXPECT_EQ(tokens[2].line, 1);
  EXPECT_EQ(tokens[3].line, 4);
}

TEST(FindTokensTest, DeepAndWideTextsTakeTheirTimeAndNoMore) {
  // Deeper ones break parsers, which are run in the sandbox therefore.
  EXPECT_EQ(Tokens("python", std::string(4'000, '(')).size(), 4'000u);
  std::string wide;
  for (int i = 0; i < 100'000; ++i) wide += "a\n";
  EXPECT_EQ(Tokens("python", wide).size(), kMostTokens);
}

TEST(TokenTest, AreReadAgain) {
  const std::vector<SyntaxToken> tokens = {
      {7, 0, 1}, {0xffffffff, 0, 1}, {9, 0, 3}, {9, 1, 3}};
  EXPECT_EQ(EncodeTokens(tokens), "0 1 7 ffffffff\n0 3 9\n1 3 9\n");
  EXPECT_EQ(DecodeTokens(EncodeTokens(tokens)), tokens);
  EXPECT_EQ(DecodeTokens(""), std::vector<SyntaxToken>());
}

TEST(TokenTest, OtherTextIsNone) {
  for (const char* text :
       {"0 1 7", "0 1\n", "0\n", "\n", "0 0 7\n", "-1 1 7\n", "0 1 x\n",
        "0 1 123456789\n", "0 1 7 \n", "0 99999999999 7\n"}) {
    EXPECT_EQ(DecodeTokens(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace grader
