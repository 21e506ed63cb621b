#include "grader/syntax/syntax_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/construct_rule.h"
#include "grader/problem/language.h"
#include "grader/syntax/find_constructs.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

constexpr char kGrammars[] = GRADER_BINARY_DIR "/grammars";

std::variant<SyntaxQuery, QueryFault> Compiled(const std::string& query,
                                               const std::string& language) {
  const auto grammar = LoadGrammar(language, kGrammars);
  EXPECT_TRUE(grammar.ok()) << grammar.status();
  return SyntaxQuery::Compile(query, *grammar);
}

// "2:5, 3:1": where `query` matches; what is wrong with it if it is none.
std::string Places(const std::string& query, const std::string& source,
                   const std::string& language = "python",
                   std::size_t most = 10) {
  const auto compiled = Compiled(query, language);
  if (const auto* fault = std::get_if<QueryFault>(&compiled)) {
    return absl::StrCat(fault->offset, " bytes in: ", fault->message);
  }
  const auto tree = SyntaxTree::Parse(source, language, kGrammars);
  const auto found = std::get<SyntaxQuery>(compiled).Find(*tree, most);
  if (!found) return "nobody knows";
  return absl::StrJoin(*found, ", ", [](std::string* out, const TSPoint& one) {
    absl::StrAppend(out, one.row + 1, ":", one.column + 1);
  });
}

TEST(SyntaxQueryTest, ThePlaceIsThatOfTheCaptureHere) {
  const std::string source = "x = 1\nwhile True:\n    pass\n";
  EXPECT_EQ(Places("(while_statement condition: (true) @here)", source), "2:7");
  EXPECT_EQ(Places("(while_statement condition: (true) @here) @all", source),
            "2:7");
  EXPECT_EQ(Places("(while_statement condition: (true) @here", source)
                .find("40 bytes in: "),
            0u);
}

TEST(SyntaxQueryTest, WithoutHereThePlaceIsThatOfTheFirstCapture) {
  const std::string source = "while True:\n    pass\n";
  EXPECT_EQ(Places("(while_statement condition: (true) @a)", source), "1:7");
  EXPECT_EQ(Places("(while_statement condition: (true) @a) @b", source), "1:1");
}

TEST(SyntaxQueryTest, WithoutCapturesThePlaceIsThatOfTheFirstNode) {
  const std::string source = "f()\nwhile True:\n    g = 1; h = 2\n";
  EXPECT_EQ(Places("(while_statement)", source), "2:1");
  EXPECT_EQ(Places("(while_statement condition: (true)) ; ) a remark", source),
            "2:1");
  EXPECT_EQ(Places("[(call) (true)]", source), "1:1, 2:7");
  EXPECT_EQ(Places("\"while\"", source), "2:1");
  EXPECT_EQ(
      Places("(block . (expression_statement) (expression_statement))", source),
      "3:5");
  EXPECT_EQ(Places("((expression_statement) . (while_statement))", source),
            "1:1");
  EXPECT_EQ(Places("(call) (true)\n(integer)", source), "1:1, 2:7, 3:9, 3:16");
  EXPECT_EQ(Places("right: (integer)", source), "3:9, 3:16");
}

TEST(SyntaxQueryTest, APlaceIsToldOnceAndOfManyOnlyTheFirst) {
  EXPECT_EQ(Places("(call) @a (call function: (identifier)) @b", "f()\n"),
            "1:1");
  EXPECT_EQ(Places("(call)", "f()\nf()\nf()\n", "python", 2), "1:1, 2:1");
}

struct Predicated {
  std::string predicate;  // on @f, a function that is called, and @a of it
  std::string places;
};

TEST(SyntaxQueryTest, PredicatesAreKept) {
  const std::string source = "sort(sort)\nsorted(x)\nprint(y)\n";
  const Predicated kCases[] = {
      {"(#eq? @f \"sort\")", "1:1"},
      {"(#not-eq? @f \"sort\")", "2:1, 3:1"},
      {"(#eq? @f @a)", "1:1"},
      {"(#not-eq? @f @a)", "2:1, 3:1"},
      {"(#match? @f \"^sort\")", "1:1, 2:1"},
      {"(#match? @f \"ort$\")", "1:1"},
      {"(#not-match? @f \"^sort\")", "3:1"},
      {"(#any-of? @f \"print\" \"sort\")", "1:1, 3:1"},
      {"(#match? @f \"^sort\") (#not-eq? @f \"sort\")", "2:1"},
  };
  for (const Predicated& one : kCases) {
    EXPECT_EQ(Places(absl::StrCat("((call function: (identifier) @f arguments:"
                                  " (argument_list (identifier) @a)) @here ",
                                  one.predicate, ")"),
                     source),
              one.places)
        << one.predicate;
  }
}

TEST(SyntaxQueryTest, OfSeveralNodesEachMustHold) {
  const std::string query =
      "((argument_list (identifier)+ @a) (#match? @a \"^x\"))";
  EXPECT_EQ(Places(query, "f(x, x1)\n"), "1:3");
  EXPECT_EQ(Places(query, "f(y)\n"), "");
}

TEST(SyntaxQueryTest, OtherPatternsKeepTheirOwnPredicates) {
  EXPECT_EQ(Places("((identifier) @a (#eq? @a \"x\")) (integer) @b",
                   "x = 1\ny = 2\n"),
            "1:1, 1:5, 2:5");
}

struct Faulty {
  std::string query;
  std::size_t offset;
  std::string message;
};

TEST(SyntaxQueryTest, WhatIsNoQueryIsToldWithItsPlace) {
  const Faulty kCases[] = {
      {"(while_stmt)", 1, "the grammar has no node \"while_stmt\""},
      {"(while_statment)", 1, "did you mean \"while_statement\"?"},
      {"(call functoin: (_))", 6, "did you mean \"function\"?"},
      {"(call) (", 8, "with each bracket closed"},
      {"", 0, "it has no pattern"},
      {"; only a remark", 0, "it has no pattern"},
      {"((call) @a (#eq? @b \"x\"))", 18, "nothing is captured as \"b\""},
      {"(module (true))", 8, "nothing in the grammar is built like this"},
      {"((call) @a (#equal? @a \"x\"))", 12, "unknown predicate \"#equal?\""},
      {"((call) @a (#math? @a \"x\"))", 12, "did you mean \"match?\"?"},
      {"((call) @a (#set! a \"x\"))", 12, "unknown predicate \"#set!\""},
      {"((call) @a (#eq? @a \"x\") (#eq? @a))", 26,
       "#eq? takes a capture and a text or another capture"},
      {"((call) @a (#match? @a @a))", 12,
       "#match? takes a capture and a regular expression"},
      {"((call) @a (#any-of? \"x\" @a))", 12,
       "#any-of? takes a capture and texts"},
      {"((call) @a (#match? @a \"(\"))", 12,
       "#match?: not a regular expression (RE2): missing )"},
      {"(call) @a (#eq? @a \"x\")", 11, "a predicate stands within"},
  };
  for (const Faulty& one : kCases) {
    const auto compiled = Compiled(one.query, "python");
    const auto* const fault = std::get_if<QueryFault>(&compiled);
    ASSERT_NE(fault, nullptr) << one.query;
    EXPECT_EQ(fault->offset, one.offset) << one.query << ": " << fault->message;
    EXPECT_THAT(fault->message, HasSubstr(one.message)) << one.query;
  }
}

TEST(SyntaxQueryTest, MoreThanCanBeKeptInMindIsNotTakenForNothing) {
  // Each call may be the first of a pair.
  std::string source;
  for (int i = 0; i < 300; ++i) absl::StrAppend(&source, "f()\n");
  const std::string pair =
      "(module (expression_statement) @a (assert_statement))";
  EXPECT_EQ(Places(pair, source), "nobody knows");
  EXPECT_EQ(Places(pair, "f()\nassert 1\n"), "1:1");
}

TEST(SyntaxQueryTest, QueriesAreWrittenForTheLanguagesThatHaveAGrammar) {
  for (const Language& language : *BuiltInLanguages()) {
    EXPECT_EQ(absl::c_linear_search(kQueryLanguages, language.name),
              HasConstructs(language.name))
        << language.name;
  }
  for (const absl::string_view language : kQueryLanguages) {
    EXPECT_TRUE(LoadGrammar(std::string(language), kGrammars).ok()) << language;
  }
}

TEST(QueryFaultTest, IsReadAsItIsWritten) {
  const QueryFault fault = {2, 17, "no node \"a b\""};
  EXPECT_EQ(DecodeQueryFault(EncodeQueryFault(fault)), fault);
  for (const char* const other :
       {"", "\n", "1 2\n", "x 2 y\n", "-1 2 y\n", "1 2 \n", "1 2 y"}) {
    EXPECT_FALSE(DecodeQueryFault(other)) << other;
  }
}

}  // namespace
}  // namespace grader
