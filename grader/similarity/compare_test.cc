#include "grader/similarity/compare.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "grader/problem/files.h"
#include "grader/similarity/ranked_pairs.h"
#include "grader/similarity/similarity_report.h"
#include "grader/syntax/find_tokens.h"
#include "grader/testing/approved.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

std::vector<SyntaxToken> Tokens(const std::string& language,
                                const std::string& text) {
  const auto tree =
      SyntaxTree::Parse(text, language, GRADER_SOURCE_DIR "/build/grammars");
  EXPECT_TRUE(tree.ok()) << tree.status();
  std::vector<SyntaxToken> tokens;
  if (tree.ok()) FindTokens(*tree, 0, tokens);
  return tokens;
}

Program Make(const std::string& learner, const std::string& language,
             const std::string& text) {
  return {learner, {{"solution", text}}, Tokens(language, text)};
}

std::string Text(const std::string& path) {
  return ReadFile(fs::path(GRADER_SOURCE_DIR) / path).value_or("");
}

// Tokens whose kinds are those numbers.
Program Numbers(const std::string& learner,
                const std::vector<std::uint32_t>& kinds) {
  Program program = {learner, {{"a", ""}}, {}};
  for (const std::uint32_t kind : kinds) {
    program.tokens.push_back(
        {kind, 0, static_cast<int>(program.tokens.size()) + 1});
  }
  return program;
}

std::vector<std::uint32_t> Range(std::uint32_t begin, std::uint32_t end) {
  std::vector<std::uint32_t> kinds;
  for (std::uint32_t i = begin; i < end; ++i) kinds.push_back(i);
  return kinds;
}

std::vector<std::uint32_t> operator+(std::vector<std::uint32_t> a,
                                     const std::vector<std::uint32_t>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// The accepted solutions of a problem of the course, which are written in
// different ways, with the author's own.
std::vector<Program> Independent(const std::string& problem,
                                 const std::string& extension,
                                 const std::string& language) {
  std::vector<Program> programs;
  programs.push_back(
      Make("reference", language,
           Text(absl::StrCat("solutions/", problem, "/solution", extension))));
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(absl::StrCat(
           GRADER_SOURCE_DIR "/fixtures/problems/", problem, "/accepted"))) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    programs.push_back(
        Make(file.stem(), language, ReadFile(file).value_or("")));
  }
  return programs;
}

struct Copied {
  std::string problem;
  std::string extension;
  std::string language;
  std::string of;
  std::vector<std::pair<std::string, std::string>> changes;
};

void PrintTo(const Copied& copied, std::ostream* out) { *out << copied.of; }

class CopyTest : public testing::TestWithParam<Copied> {};

TEST_P(CopyTest, IsFirstAndFarBeforeWhatIsIndependent) {
  const Copied& copied = GetParam();
  std::vector<Program> programs =
      Independent(copied.problem, copied.extension, copied.language);
  const std::string original =
      Text(absl::StrCat("fixtures/problems/", copied.problem, "/accepted/",
                        copied.of, copied.extension));
  const std::string text = absl::StrReplaceAll(original, copied.changes);
  ASSERT_NE(text, original);
  programs.push_back(Make("copy", copied.language, text));
  const std::vector<std::vector<SyntaxToken>> given = {Tokens(
      copied.language, Text(absl::StrCat("starters/", copied.problem,
                                         "/solution", copied.extension)))};
  const ClassComparison comparison = CompareClass(programs, given);
  ASSERT_FALSE(comparison.pairs.empty());
  const SimilarPair& first = comparison.pairs.front();
  EXPECT_EQ(programs[first.a].learner, copied.of);
  EXPECT_EQ(programs[first.b].learner, "copy");
  EXPECT_GE(Overlap(comparison, first), 85);
  for (const SimilarPair& pair : comparison.pairs) {
    if (&pair == &first) continue;
    EXPECT_LT(Overlap(comparison, pair), 60)
        << programs[pair.a].learner << " " << programs[pair.b].learner;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Each, CopyTest,
    testing::Values(
        Copied{"ttl-cache",
               ".py",
               "python",
               "event",
               {{"entry", "item"},
                {"Entry", "Slot"},
                {"failure", "problem"},
                {"_ttl", "lifetime"},
                {"# or failed", ""},
                {"\"\"\"Is in the cache from the start of its fetch on.\"\"\"",
                 "# One of these for each key\n"},
                {"the fetch was cancelled", "nobody fetches any more"}}},
        // Methods in another order.
        Copied{"ttl-cache",
               ".py",
               "python",
               "future_per_waiter",
               {{"    def __init__(self, ttl):\n        self._ttl = ttl\n"
                 "        self._values = {}\n        self._waiting = {}  # has "
                 "the keys that are being fetched\n",
                 ""},
                {"    def _tell(self, key, failure):",
                 "    def __init__(self, seconds):\n        self.seconds = "
                 "seconds\n        self.known = {}\n        self.guests = "
                 "{}\n\n    def _tell(self, key, failure):"},
                {"outcome", "answer"},
                {"_values", "known"}}}));

TEST(CompareClassTest, ReorderedFunctionsAreFound) {
  const auto a = Range(100, 160);
  const auto b = Range(200, 260);
  const auto c = Range(300, 360);
  const std::vector<Program> programs = {Numbers("ann", a + b + c),
                                         Numbers("bo", Range(900, 1080)),
                                         Numbers("cem", c + a + b)};
  const ClassComparison comparison = CompareClass(programs, {});
  ASSERT_EQ(comparison.pairs.size(), 1u);
  const SimilarPair& pair = comparison.pairs[0];
  EXPECT_EQ(pair.a, 0u);
  EXPECT_EQ(pair.b, 2u);
  EXPECT_EQ(pair.regions, (std::vector<Region>{{0, 60, 120}, {120, 0, 60}}));
  EXPECT_EQ(Overlap(comparison, pair), 100);
}

TEST(CompareClassTest, PartOfALongerProgramIsAShareOfEach) {
  const std::vector<Program> programs = {
      Numbers("ann", Range(0, 100)),
      Numbers("bo", Range(500, 700) + Range(0, 50) + Range(800, 850))};
  const ClassComparison comparison = CompareClass(programs, {});
  ASSERT_EQ(comparison.pairs.size(), 1u);
  const SimilarPair& pair = comparison.pairs[0];
  EXPECT_EQ(ShareOf(comparison, pair, 0), 50);
  EXPECT_EQ(ShareOf(comparison, pair, 1), 17);
  EXPECT_EQ(Overlap(comparison, pair), 25);
}

TEST(CompareClassTest, WhatIsGivenIsNobodysOwn) {
  const auto starter = Range(0, 100);
  const std::vector<Program> programs = {
      Numbers("ann", starter + Range(500, 600)),
      Numbers("bo", Range(700, 800) + starter),
      Numbers("cem", starter + Range(900, 905))};
  EXPECT_EQ(CompareClass(programs, {}).pairs.size(), 3u);
  const ClassComparison comparison =
      CompareClass(programs, {Numbers("", starter).tokens});
  EXPECT_TRUE(comparison.pairs.empty());
  EXPECT_EQ(comparison.own, (std::vector<std::size_t>{100, 100, 5}));
}

TEST(CompareClassTest, WhatMostShareIsNobodysOwnButACopyOfAFewIs) {
  std::vector<Program> programs;
  for (std::uint32_t i = 0; i < 12; ++i) {
    auto kinds = Range(0, 100) + Range(1000 * (i + 1), 1000 * (i + 1) + 80);
    if (i % 4 == 0) kinds = kinds + Range(500, 580);
    programs.push_back(Numbers(absl::StrCat("learner", i), kinds));
  }
  const ClassComparison comparison = CompareClass(programs, {});
  ASSERT_EQ(comparison.pairs.size(), 3u);
  for (const SimilarPair& pair : comparison.pairs) {
    EXPECT_EQ(pair.a % 4, 0u);
    EXPECT_EQ(pair.b % 4, 0u);
    EXPECT_EQ(pair.shared, 80u);
  }
}

TEST(CompareClassTest, ManyWhoHaveTheSameAreAllFound) {
  std::vector<Program> programs;
  for (std::uint32_t i = 0; i < 60; ++i) {
    programs.push_back(
        Numbers(absl::StrCat("learner", i),
                i < 25 ? Range(0, 80) : Range(1000 * i, 1000 * i + 80)));
  }
  std::set<std::size_t> found;
  for (const SimilarPair& pair : CompareClass(programs, {}).pairs) {
    found.insert({pair.a, pair.b});
  }
  EXPECT_EQ(found.size(), 25u);
  EXPECT_EQ(*found.rbegin(), 24u);
}

TEST(CompareClassTest, RepetitionsAreCountedOnce) {
  std::vector<std::uint32_t> same(20'000, 7);
  std::vector<std::uint32_t> block;
  for (int i = 0; i < 200; ++i) block = block + Range(0, 30);
  const std::vector<Program> programs = {Numbers("ann", same + block),
                                         Numbers("bo", block + same)};
  const ClassComparison comparison = CompareClass(programs, {});
  ASSERT_EQ(comparison.pairs.size(), 1u);
  EXPECT_LE(comparison.pairs[0].shared, same.size() + block.size());
  EXPECT_GE(Overlap(comparison, comparison.pairs[0]), 90);
}

SimilarityReport Report() {
  const std::string text =
      "int f(int n) {\n  int sum = 0;\n  for (int i = 0; i < n; ++i) {\n"
      "    if (i % 2 == 0) sum += i * i;\n    else sum -= i;\n  }\n"
      "  return sum;\n}\nbool less(int a, int b) { return a < b; }\n";
  SimilarityReport report;
  ComparedPrograms compared{"sum-<of>", "cpp", {}, {}};
  compared.programs = {
      Make("<ann>", "cpp", text),
      Make("bo", "cpp",
           "// mine\n" + absl::StrReplaceAll(text, {{"sum", "x"}})),
      Make("cem", "cpp", "int f() { return 1; }\n")};
  compared.comparison = CompareClass(compared.programs, {});
  report.left_out = TooShort(compared);
  report.left_out.push_back({"dee", "sum", "it is empty"});
  report.compared.push_back(std::move(compared));
  return report;
}

TEST(SimilarityReportTest, TableHasTheLinesOfBoth) {
  EXPECT_EQ(SimilarityCsv(Report()),
            "problem,language,learner,other,overlap,share_of_learner,share_of_"
            "other,tokens,lines\r\n"
            "sum-<of>,cpp,<ann>,bo,100,100,100,67,solution 1\xE2\x80\x93"
            "9 = solution 2\xE2\x80\x93"
            "10\r\n");
}

TEST(SimilarityReportTest, PageShowsBothTextsAndWhatItCannotTell) {
  const std::string page = SimilarityHtml(Report());
  EXPECT_THAT(page, HasSubstr("A similarity is no proof"));
  EXPECT_THAT(page, HasSubstr("1. &lt;ann&gt; and bo, sum-&lt;of&gt;: 100 %"));
  EXPECT_THAT(page, HasSubstr("\n4      if (i % 2 == 0) sum += i * i;"));
  EXPECT_THAT(page, HasSubstr("\n 5      if (i % 2 == 0) x += i * i;"));
  EXPECT_THAT(page, HasSubstr("cem, sum-&lt;of&gt;: 9 tokens of their own"));
  EXPECT_THAT(page, HasSubstr("dee, sum: it is empty"));
  EXPECT_THAT(page, Not(HasSubstr("<ann>")));
}

// ci/html/check opens it in a browser, too.
TEST(SimilarityReportTest, PageIsAsApproved) {
  ExpectApproved("similar.html", SimilarityHtml(Report()));
}

}  // namespace
}  // namespace grader
