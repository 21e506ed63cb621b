// What comes of a case whose checker has the submission run again.
#include "grader/passes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "grader/testing/grade_fixture.h"

namespace grader {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

// A checker that ends with `status`, having written `files` to its folder.
Observation Checked(int status,
                    const std::map<std::string, std::string>& files) {
  Observation checker;
  checker.termination = Exited{status};
  for (const auto& [name, content] : files) {
    checker.files["feedback/" + name] = content;
  }
  return checker;
}

Observation Took(absl::Duration elapsed, const std::string& text) {
  Observation run = Printed(text);
  run.elapsed = elapsed;
  return run;
}

class PassesTest : public GradeTest {
 protected:
  PassesTest() {
    problem_.cases.resize(1);
    Checker checker{"/problem/check", {}, "answer"};
    checker.passes = 3;
    problem_.cases[0].expect.out = checker;
  }

  CaseReport GradeOne() {
    const auto report = Grade();
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? report->cases[0] : CaseReport();
  }
};

TEST_F(PassesTest, NextPassHasItsInputAndTheFeedbackSoFar) {
  runner_.Answer(Took(absl::Seconds(2), "first\n"));
  runner_.Answer(Checked(
      kCheckerAccepts,
      {{"nextpass.in", "7\n"}, {"state", "kept"}, {"in/a/folder", "too"}}));
  runner_.Answer(Took(absl::Seconds(1), "second\n"));
  runner_.Answer(Checked(kCheckerAccepts, {{"state", "kept"}}));
  const CaseReport one = GradeOne();
  EXPECT_EQ(one.verdict.word, VerdictWord::kAccepted);
  EXPECT_EQ(one.observation.elapsed, absl::Seconds(2));
  EXPECT_EQ(one.observation.out.head, "second\n");
  ASSERT_EQ(runner_.commands.size(), 4u);
  EXPECT_EQ(runner_.commands[0].input, "1\n");
  EXPECT_EQ(runner_.commands[2].input, "7\n");
  EXPECT_THAT(runner_.commands[1].collect, Contains("feedback/"));
  EXPECT_THAT(runner_.commands[3].files,
              Contains(InputFile{"feedback/state", "kept"}));
  EXPECT_THAT(runner_.commands[3].files,
              Contains(InputFile{"feedback/in/a/folder", "too"}));
  EXPECT_THAT(runner_.commands[3].files, Contains(InputFile{"input", "7\n"}));
  for (const InputFile& file : runner_.commands[3].files) {
    EXPECT_NE(file.name, "feedback/nextpass.in");
  }
}

TEST_F(PassesTest, WhatIsWrongInALaterPassIsTheCases) {
  runner_.Answer(Printed("first\n"));
  runner_.Answer(Checked(kCheckerAccepts, {{"nextpass.in", "7\n"}}));
  runner_.Answer(Printed("second\n"));
  runner_.Answer(Checked(kCheckerRejects, {{"teammessage.txt", "not 7"}}));
  const CaseReport one = GradeOne();
  EXPECT_EQ(one.verdict.word, VerdictWord::kWrongAnswer);
  EXPECT_THAT(one.verdict.message, HasSubstr("in pass 2: "));
  EXPECT_THAT(one.verdict.message, HasSubstr("not 7"));
}

TEST_F(PassesTest, WhoFailsIsNotRunAgain) {
  Observation crash;
  crash.termination = Signaled{11};
  runner_.Answer(crash);
  runner_.Answer(Checked(kCheckerAccepts, {{"nextpass.in", "7\n"}}));
  EXPECT_EQ(GradeOne().verdict.word, VerdictWord::kRunTimeError);
  EXPECT_EQ(runner_.commands.size(), 2u);
}

TEST_F(PassesTest, CheckerThatRejectsAsksForNoMore) {
  runner_.Answer(Printed("first\n"));
  runner_.Answer(Checked(kCheckerRejects, {{"nextpass.in", "7\n"}}));
  const CaseReport one = GradeOne();
  EXPECT_EQ(one.verdict.word, VerdictWord::kJudgeError);
  EXPECT_EQ(one.verdict.reason, "checker");
  EXPECT_THAT(one.verdict.message, HasSubstr("rejected what was printed in "
                                             "pass 1 and wrote nextpass.in"));
}

TEST_F(PassesTest, MorePassesThanThereAreAreTheCheckersFault) {
  for (int pass = 0; pass < 3; ++pass) {
    runner_.Answer(Printed("again\n"));
    runner_.Answer(Checked(kCheckerAccepts, {{"nextpass.in", ""}}));
  }
  const CaseReport one = GradeOne();
  EXPECT_EQ(one.verdict.word, VerdictWord::kJudgeError);
  EXPECT_THAT(one.verdict.message, HasSubstr("expected at most 3 passes"));
  EXPECT_EQ(runner_.commands.size(), 6u);
}

TEST_F(PassesTest, ScoreIsThatOfTheLastPass) {
  auto& checker = std::get<Checker>(*problem_.cases[0].expect.out);
  checker.scores = ScoreUse::kNeeded;
  checker.score_of = 10;
  problem_.cases[0].points = 10;
  runner_.Answer(Printed("first\n"));
  runner_.Answer(Checked(kCheckerAccepts, {{"nextpass.in", "7\n"}}));
  runner_.Answer(Printed("second\n"));
  runner_.Answer(Checked(kCheckerAccepts, {{"score.txt", "10"}}));
  const CaseReport one = GradeOne();
  EXPECT_EQ(one.verdict.word, VerdictWord::kAccepted) << one.verdict.message;
}

TEST_F(PassesTest, NextPassMeansNothingWhereThereIsOne) {
  std::get<Checker>(*problem_.cases[0].expect.out).passes = 1;
  runner_.Answer(Printed("first\n"));
  runner_.Answer(Checked(kCheckerAccepts, {{"nextpass.in", "7\n"}}));
  EXPECT_EQ(GradeOne().verdict.word, VerdictWord::kAccepted);
}

}  // namespace
}  // namespace grader
