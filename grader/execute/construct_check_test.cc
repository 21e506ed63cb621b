#include "grader/execute/construct_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/testing/build_fixture.h"

namespace grader {
namespace {

using Kind = ConstructRule::Kind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// What is said of each broken rule, with its line.
std::vector<std::string> Broken(const std::vector<ConstructRule>& rules,
                                const std::vector<RuleMatch>& matches) {
  std::vector<std::string> said;
  for (const Diagnostic& one :
       BrokenRules(rules, matches, {{"a.py", "one\ntwo\nthree\n"}})) {
    said.push_back(absl::StrCat(one.file, ":", one.line, ": ", one.message));
  }
  return said;
}

TEST(ConstructCheckTest, EachPlaceIsToldInOrder) {
  EXPECT_THAT(Broken({{Kind::kCall, "sort", "Sort by hand.", false},
                      {Kind::kConstruct, "loop", "", false}},
                     {{0, 0, 3, 1}, {1, 0, 2, 1}}),
              ElementsAre("a.py:2: a loop, which this problem forbids",
                          "a.py:3: a call of \"sort\", which this problem "
                          "forbids: Sort by hand."));
}

TEST(ConstructCheckTest, WhatIsMissingIsTold) {
  const ConstructRule rule = {Kind::kConstruct, "lambda", "", true};
  EXPECT_THAT(Broken({rule}, {}),
              ElementsAre(":0: there is no lambda, which this problem "
                          "requires"));
  EXPECT_THAT(Broken({rule}, {{0, 0, 1, 1}}), IsEmpty());
}

TEST(ConstructCheckTest, AQueryIsToldByItsReason) {
  const ConstructRule rule = {Kind::kQuery, "(a)", "Say when it ends.", false,
                              "python"};
  EXPECT_THAT(Broken({rule}, {{0, 0, 1, 1}}),
              ElementsAre("a.py:1: code of a form that this problem forbids: "
                          "Say when it ends."));
  ConstructRule required = rule;
  required.required = true;
  EXPECT_THAT(Broken({required}, {}),
              ElementsAre(":0: there is no code of a form that this problem "
                          "requires: Say when it ends."));
}

TEST(ConstructCheckTest, MatchesOfNothingAreLeftOut) {
  EXPECT_THAT(Broken({}, {{0, 0, 1, 1}}), IsEmpty());
  EXPECT_THAT(Broken({{Kind::kCall, "f", "", false}}, {{0, 7, 1, 1}}),
              IsEmpty());
}

// With the real parser, in the sandbox.
class ConstructRuleTest : public BuildTest {
 protected:
  ConstructRuleTest() {
    setenv("GRADER_PARSER", GRADER_BINARY_DIR "/grader-parser", 1);
    setenv("GRADER_GRAMMARS", GRADER_BINARY_DIR "/grammars", 1);
  }
  ~ConstructRuleTest() override {
    unsetenv("GRADER_PARSER");
    unsetenv("GRADER_GRAMMARS");
  }

  absl::StatusOr<Build> BuildWith(const std::vector<ConstructRule>& rules,
                                  const std::string& source) {
    Submission submission = Written("python", "solution.py", source);
    submission.construct_rules = rules;
    return BuildSubmission(submission, grader_.workshop());
  }

  // A rule with `query`, which stands in a problem.yaml as it is `written`.
  ConstructRule Query(const std::string& query, const std::string& written) {
    const auto file = folder_.path() / "problem.yaml";
    EXPECT_TRUE(
        WriteFile(file, absl::StrCat("id: x\nforbid:\n", written)).ok());
    return {Kind::kQuery, query, "", false, "python", file.string()};
  }
};

const ConstructRule kNoLoop = {Kind::kConstruct, "loop", "Recurse.", false};

TEST_F(ConstructRuleTest, ABrokenRuleFailsTheBuildAtItsLine) {
  const auto build = BuildWith({kNoLoop}, "x = 1\nfor y in []:\n    pass\n");
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_FALSE(build->ok);
  EXPECT_EQ(build->reason, "construct_rule");
  ASSERT_EQ(build->diagnostics.size(), 1u);
  const Diagnostic& told = build->diagnostics[0];
  EXPECT_EQ(told.file, "solution.py");
  EXPECT_EQ(told.line, 2);
  EXPECT_EQ(told.column, 1);
  EXPECT_EQ(told.message, "a loop, which this problem forbids: Recurse.");
  EXPECT_THAT(told.excerpt, ElementsAre("    2 | for y in []:", "      | ^"));
}

TEST_F(ConstructRuleTest, AKeptRuleDoesNotMatter) {
  const auto build = BuildWith({kNoLoop}, "print('for x in y:')\n");
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_TRUE(build->ok);
}

TEST_F(ConstructRuleTest, AChangedRuleIsHeldAgainstTheSameFile) {
  const std::string source = "for y in []:\n    pass\n";
  EXPECT_TRUE(BuildWith({}, source)->ok);
  EXPECT_FALSE(BuildWith({kNoLoop}, source)->ok);
  EXPECT_FALSE(BuildWith({kNoLoop}, source)->ok);  // from the cache
  EXPECT_TRUE(BuildWith({{Kind::kConstruct, "goto", "", false}}, source)->ok);
  EXPECT_TRUE(BuildWith({{Kind::kConstruct, "loop", "", true}}, source)->ok);
}

const char kEndless[] = "(while_statement condition: (true) @here)";

TEST_F(ConstructRuleTest, AQueryIsHeldAgainstTheTree) {
  const ConstructRule rule = {Kind::kQuery, kEndless, "Say when it ends.",
                              false, "python"};
  const auto build = BuildWith({kNoLoop, rule}, "x = 1\nwhile True:\n    x\n");
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_EQ(build->reason, "construct_rule");
  ASSERT_EQ(build->diagnostics.size(), 2u);
  EXPECT_EQ(build->diagnostics[1].line, 2);
  EXPECT_EQ(build->diagnostics[1].column, 7);
  EXPECT_THAT(build->diagnostics[1].message, HasSubstr("Say when it ends."));
  EXPECT_TRUE(BuildWith({rule}, "while False:\n    pass\n")->ok);
}

TEST_F(ConstructRuleTest, AChangedQueryIsHeldAgainstTheSameFile) {
  const std::string source = "x = 1\n";
  const auto query = [](const char* text) {
    return ConstructRule{Kind::kQuery, text, "", false, "python"};
  };
  EXPECT_TRUE(BuildWith({query("(lambda)")}, source)->ok);
  EXPECT_FALSE(BuildWith({query("(integer)")}, source)->ok);
  EXPECT_TRUE(BuildWith({query("(lambda)")}, source)->ok);
}

TEST_F(ConstructRuleTest, WhatIsNoQueryIsTheAuthors) {
  const std::string source = "while True:\n    pass\n";
  const auto told = [&](const ConstructRule& rule) {
    const auto build = BuildWith({kNoLoop, rule}, source);
    EXPECT_EQ(build.status().code(), absl::StatusCode::kInvalidArgument);
    return std::string(build.status().message());
  };
  EXPECT_THAT(told(Query("(module (whil))",
                         "  - {query: (module (whil)), language: python}\n")),
              HasSubstr("problem.yaml:3:22: error: query: the grammar has no "
                        "node \"whil\""));
  EXPECT_THAT(told(Query("(module (whil))",
                         "  - {query: '(module (whil))', language: python}\n")),
              HasSubstr("problem.yaml:3:23: error: query: the grammar"));
  EXPECT_THAT(told(Query("(module\n  (whil))\n",
                         "  - language: python\n    query: |\n"
                         "      (module\n        (whil))\n")),
              HasSubstr("problem.yaml:6:10: error: query: the grammar"));
  EXPECT_THAT(
      told(Query("\"a\" (whil)",
                 "  - {language: python, query: \"\\\"a\\\" (whil)\"}\n")),
      HasSubstr("problem.yaml:3:31: error: query: 1 bytes into it: "));
  EXPECT_THAT(told({Kind::kQuery, "(whil)", "", false, "python", "p.yaml"}),
              HasSubstr("p.yaml: error: query \"(whil)\": the grammar"));
}

TEST_F(ConstructRuleTest, EachQueryIsReadWithoutASubmission) {
  ConstructRule cpp = Query("(whil)", "  - {query: (whil), language: cpp}\n");
  cpp.language = "cpp";
  const auto bad =
      BadQueries({kNoLoop, {Kind::kQuery, kEndless, "", false, "python"}, cpp},
                 grader_.runner);
  ASSERT_TRUE(bad.ok()) << bad.status();
  EXPECT_THAT(*bad,
              ElementsAre(HasSubstr("problem.yaml:3:14: error: query: ")));
}

TEST_F(ConstructRuleTest, AQueryThatEndsTheParserIsTheAuthors) {
  const std::filesystem::path parser = folder_.path() / "parser";
  ASSERT_TRUE(WriteFile(parser, "#!/bin/sh\nkill -SEGV $$\n").ok());
  std::filesystem::permissions(parser, std::filesystem::perms::all);
  setenv("GRADER_PARSER", parser.c_str(), 1);
  const auto build = BuildWith(
      {Query("(call)", "  - {query: (call), language: python}\n")}, "f()\n");
  EXPECT_EQ(build.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(build.status().message()),
              HasSubstr("problem.yaml:3:13: error: query: the parser"));
}

TEST_F(ConstructRuleTest, AProgramThatExhaustsAQueryIsTheLearners) {
  std::string source;
  for (int i = 0; i < 300; ++i) absl::StrAppend(&source, "f()\n");
  const auto build = BuildWith(
      {{Kind::kQuery, "(module (expression_statement) @a (assert_statement))",
        "", false, "python"}},
      source);
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_FALSE(build->ok);
  EXPECT_THAT(build->message, HasSubstr("cannot be read"));
}

TEST_F(ConstructRuleTest, WhatEndsTheParserIsTheLearners) {
  // Which texts end a parser differs from one release of it to the next.
  const std::filesystem::path parser = folder_.path() / "parser";
  ASSERT_TRUE(WriteFile(parser, "#!/bin/sh\nkill -SEGV $$\n").ok());
  std::filesystem::permissions(parser, std::filesystem::perms::all);
  setenv("GRADER_PARSER", parser.c_str(), 1);
  const auto build = BuildWith({kNoLoop}, "print(1)\n");
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_FALSE(build->ok);
  EXPECT_EQ(build->reason, "construct_rule");
  EXPECT_THAT(build->message, HasSubstr("cannot be read"));
}

TEST_F(ConstructRuleTest, AParserThatSaysNothingOfUseIsNobodysGrade) {
  for (const char* const script :
       {"#!/bin/sh\nexit 2\n", "#!/bin/sh\necho x\n"}) {
    const std::filesystem::path parser = folder_.path() / "parser";
    ASSERT_TRUE(WriteFile(parser, script).ok());
    std::filesystem::permissions(parser, std::filesystem::perms::all);
    setenv("GRADER_PARSER", parser.c_str(), 1);
    EXPECT_EQ(BuildWith({kNoLoop}, "print(1)\n").status().code(),
              absl::StatusCode::kInternal)
        << script;
  }
}

TEST_F(ConstructRuleTest, WithoutAParserItIsNobodysGrade) {
  setenv("GRADER_GRAMMARS", folder_.path().c_str(), 1);
  const auto build = BuildWith({kNoLoop}, "print(1)\n");
  EXPECT_EQ(build.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(build.status().message()),
              HasSubstr("no parser for python"));
}

}  // namespace
}  // namespace grader
