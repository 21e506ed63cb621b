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
