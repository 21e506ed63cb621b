// What grading does with an author's programs: checkers and generators.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/testing/grade_fixture.h"

namespace grader {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The answer of a checker that gives a share of the points.
Observation CheckerThatGives(const std::string& share) {
  Observation checker;
  checker.termination = Exited{kCheckerAccepts};
  checker.files["feedback/score_multiplier.txt"] = share;
  return checker;
}

TEST_F(GradeTest, AShareOfThePointsIsKeptAndNotAccepted) {
  problem_.cases.resize(1);
  problem_.cases[0].points = 100;
  problem_.cases[0].expect.out = Checker{"/problem/check", {}, ""};
  runner_.Answer(Printed("2\n"));
  runner_.Answer(CheckerThatGives("0.29\n"));
  const auto part = Grade();
  ASSERT_TRUE(part.ok()) << part.status();
  EXPECT_EQ(part->score, 29);
  EXPECT_EQ(part->verdict.word, VerdictWord::kWrongAnswer);
  EXPECT_EQ(part->verdict.reason, "partial");
  EXPECT_EQ(part->verdict.message, "partly right: 29 of 100 points");

  runner_.Answer(Printed("2\n"));
  runner_.Answer(CheckerThatGives("1.0"));
  const auto whole = Grade();
  ASSERT_TRUE(whole.ok()) << whole.status();
  EXPECT_EQ(whole->score, 100);
  EXPECT_EQ(whole->verdict.word, VerdictWord::kAccepted);
}

TEST_F(GradeTest, WhatACheckerSaysWhenItFailsIsInTheVerdict) {
  problem_.cases.resize(1);
  problem_.cases[0].expect.out = Checker{"/problem/check", {}, ""};
  Observation checker;
  checker.termination = Killed{Limit::kWall};
  checker.err.head = "reading the answer\nstuck in round 3\n";
  runner_.Answer(Printed("2\n"));
  runner_.Answer(checker);
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.reason, "checker");
  EXPECT_EQ(report->verdict.message,
            "the problem's checker was stopped at its limit of 30 s of real "
            "time; it said: \"stuck in round 3\"");
}

TEST_F(GradeTest, GeneratorMakesTheInput) {
  problem_.cases.resize(1);
  problem_.cases[0].generator = Generator{"/problem/numbers", {"17"}};
  runner_.Answer(Printed("5 6\n"));
  runner_.Answer(Printed("2\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_EQ(runner_.commands.size(), 2u);
  EXPECT_EQ(runner_.commands[0].argv.back(), "17");
  EXPECT_EQ(runner_.commands[1].input, "5 6\n");
  EXPECT_EQ(report->cases[0].test_case.input, "5 6\n");
}

TEST_F(GradeTest, BrokenGeneratorIsNotChargedToTheLearner) {
  problem_.cases.resize(1);
  problem_.cases[0].generator = Generator{"/problem/numbers", {}};
  Observation failed;
  failed.termination = Exited{1};
  failed.err.head = "no numbers left";
  runner_.Answer(failed);
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kJudgeError);
  EXPECT_THAT(report->verdict.message, HasSubstr("no numbers left"));
}

TEST_F(GradeTest, CheckerGivesPartOfThePoints) {
  problem_.cases[1].expect.out = Checker{"/bin/check", {}, ""};
  runner_.Answer(Printed("2\n"));
  runner_.Answer(Printed("nearly\n"));
  runner_.Answer(CheckerThatGives("0.7\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kWrongAnswer);
  EXPECT_EQ(report->verdict.reason, "partial");
  EXPECT_EQ(ExactPoints(report->score), "3.1");  // 1, and 0.7 of 3 points
}

TEST_F(GradeTest, TheCheckersMessagesGoToLearnersAndToAuthors) {
  problem_.cases.resize(1);
  problem_.directory = "/problem";
  problem_.cases[0].expect.out = Checker{"/problem/check", {"3"}, "2"};
  std::get<Checker>(*problem_.cases[0].expect.out).limits.processes = 7;
  Observation checker;
  checker.termination = Exited{kCheckerRejects};
  checker.files["feedback/teammessage.txt"] = "too small";
  checker.files["feedback/judgemessage.txt"] = "2 was expected";
  runner_.Answer(Printed("1\n"));
  runner_.Answer(checker);
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.message, "too small");
  EXPECT_EQ(report->cases[0].observation.judge_message, "2 was expected");
  const Command& command = runner_.commands[1];
  EXPECT_THAT(command.argv, ElementsAre("/problem/check", "input", "answer",
                                        "feedback/", "3"));
  EXPECT_THAT(command.readable, Contains("/problem"));
  EXPECT_EQ(runner_.used_limits[1].processes, 7);
}

TEST_F(GradeTest, ShareThatIsNoneIsTheAuthorsFault) {
  problem_.cases.resize(1);
  problem_.cases[0].expect.out = Checker{"/bin/check", {}, ""};
  runner_.Answer(Printed("2\n"));
  runner_.Answer(CheckerThatGives("70 %"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kJudgeError);
}

TEST_F(GradeTest, CheckerDecides) {
  problem_.cases.resize(1);
  problem_.cases[0].expect.out = Checker{"/bin/check", {}, "2"};
  runner_.Answer(Printed("two\n"));
  runner_.Answer([] {
    Observation checked;
    checked.termination = Exited{43};
    checked.files["feedback/judgemessage.txt"] = "not a number";
    return checked;
  }());
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kWrongAnswer);
  EXPECT_EQ(runner_.commands[1].input, "two\n");
}

TEST_F(GradeTest, BrokenCheckerIsNotChargedToTheLearner) {
  problem_.cases.resize(1);
  problem_.cases[0].expect.out = Checker{"/bin/check", {}, "2"};
  runner_.Answer(Printed("2\n"));
  runner_.Answer(Printed(""));  // exits with 0, neither 42 nor 43
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kJudgeError);
}

}  // namespace
}  // namespace grader
