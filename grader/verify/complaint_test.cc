#include "grader/verify/complaint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::HasSubstr;

// Two cases, the second of which is a wrong answer.
Report HalfRight() {
  Report report;
  report.cases.resize(2);
  report.cases[0].test_case.name = "first";
  report.cases[0].verdict = {VerdictWord::kAccepted, "", ""};
  report.cases[1].test_case.name = "second";
  report.cases[1].verdict = {VerdictWord::kWrongAnswer, "stdout", "differs"};
  report.verdict = report.cases[1].verdict;
  return report;
}

TEST(ComplaintTest, NoneWhenTheRuleHolds) {
  EXPECT_EQ(
      Complaint(HalfRight(), {"*", {"AC", "WA"}, {"WA"}, "stdout", {"second"}}),
      "");
}

TEST(ComplaintTest, EveryCaseMustBePermitted) {
  EXPECT_THAT(Complaint(HalfRight(), {"*", {"AC"}, {}, "", {}}),
              HasSubstr("only AC is permitted; case \"second\""));
}

TEST(ComplaintTest, SomeCaseMustBeRequired) {
  EXPECT_THAT(Complaint(HalfRight(), {"*", {}, {"TLE"}, "", {}}),
              HasSubstr("some case must be TLE"));
}

TEST(ComplaintTest, NamedCaseMustFail) {
  EXPECT_THAT(Complaint(HalfRight(), {"*", {}, {"WA"}, "", {"first"}}),
              HasSubstr("case \"first\" must fail, but is accepted"));
}

TEST(ComplaintTest, NamedCaseMustExist) {
  EXPECT_THAT(Complaint(HalfRight(), {"*", {}, {"WA"}, "", {"third"}}),
              HasSubstr("did not run"));
}

TEST(ComplaintTest, NamedCaseMustNotBeSkipped) {
  Report report = HalfRight();
  report.cases[1].skipped_for = "first";
  EXPECT_THAT(Complaint(report, {"*", {}, {"WA"}, "", {"second"}}),
              HasSubstr("case \"second\" must fail, but was skipped"));
}

TEST(ComplaintTest, PartlyRightIsAcceptedWhereThereAreScores) {
  Report report = HalfRight();
  report.cases[1].verdict.reason = "partial";
  SubmissionRule rule = {"*", {"AC"}, {}, "", {}};
  EXPECT_THAT(Complaint(report, rule), HasSubstr("only AC is permitted"));
  rule.partly_is_accepted = true;
  EXPECT_EQ(Complaint(report, rule), "");
}

TEST(ComplaintTest, ScoreMustBeInItsBounds) {
  Report report = HalfRight();
  report.score = 3;
  report.max_score = 5;
  SubmissionRule rule;
  rule.score = {Points(3), Points(3)};
  EXPECT_EQ(Complaint(report, rule), "");
  rule.score = {Points(4), Points(4)};
  EXPECT_THAT(Complaint(report, rule),
              HasSubstr("the score must be 4; it is 3"));
  rule.score = {Points(1), Points(2)};
  EXPECT_THAT(Complaint(report, rule),
              HasSubstr("the score must be from 1 to 2; it is 3"));
  rule.score = {};
  rule.not_all_points = true;
  EXPECT_EQ(Complaint(report, rule), "");
  report.score = 5;
  EXPECT_THAT(Complaint(report, rule),
              HasSubstr("the score must be less than 5"));
}

TEST(ComplaintTest, RuleCanBeAboutSomeCases) {
  Report report = HalfRight();
  report.cases[0].test_case.name = "secret/small/1";
  report.cases[1].test_case.name = "secret/large/1";
  SubmissionRule all;
  SubmissionRule& some = all.also.emplace_back();
  some.permitted = {"AC"};
  for (const char* small :
       {"secret/small", "secret/small/1", "secret/s*", "secret/{tiny,small}"}) {
    some.cases = small;
    EXPECT_EQ(Complaint(report, all), "") << small;
  }
  some.cases = "secret/large";
  EXPECT_THAT(Complaint(report, all),
              HasSubstr("only AC is permitted; case \"secret/large/1\""));
  some.cases = "*/large";
  some.permitted = {"WA"};
  some.required = {"TLE"};
  EXPECT_THAT(Complaint(report, all),
              HasSubstr("some case of \"*/large\" must be TLE"));
  some.cases = "secret/huge";
  EXPECT_THAT(Complaint(report, all),
              HasSubstr("names \"secret/huge\", but there is no case"));
}

TEST(ComplaintTest, ScoreOfSomeCases) {
  Report report = HalfRight();
  report.cases[0].test_case.points = 3;
  report.cases[1].test_case.points = 4;
  report.score = 3;
  SubmissionRule rule;
  rule.cases = "second";
  rule.score = {Points(3), Points(3)};
  EXPECT_THAT(Complaint(report, rule),
              HasSubstr("the score of \"second\" must be 3; it is 0"));
  rule.cases = "first";
  EXPECT_EQ(Complaint(report, rule), "");
}

TEST(ComplaintTest, CheckerMustHaveSaidTheMessage) {
  Report report = HalfRight();
  report.cases[1].observation.judge_message = "case 3: too large\n";
  SubmissionRule rule;
  rule.message = "too large";
  EXPECT_EQ(Complaint(report, rule), "");
  rule.message = "Too large";
  EXPECT_THAT(Complaint(report, rule),
              HasSubstr("must say \"Too large\" in judgemessage.txt"));
  rule.message = "too large";
  rule.cases = "first";
  EXPECT_THAT(Complaint(report, rule), HasSubstr("of some case of \"first\""));
}

TEST(ComplaintTest, ReasonMustBeTheOneGiven) {
  EXPECT_THAT(Complaint(HalfRight(), {"*", {}, {"WA"}, "timing", {}}),
              HasSubstr("the reason must be timing"));
}

TEST(ComplaintTest, FailureOfTheGraderNeverPasses) {
  Report report = HalfRight();
  report.cases[0].verdict = {VerdictWord::kJudgeError, "grader", "no space"};
  report.verdict = report.cases[0].verdict;
  EXPECT_THAT(Complaint(report, {"*", {}, {"WA"}, "", {"second"}}),
              HasSubstr("no space"));
}

TEST(ComplaintTest, CompileErrorIsACodeOfItsOwn) {
  Report report;
  report.verdict = {VerdictWord::kCompileError, "compile_error", ""};
  EXPECT_EQ(Complaint(report, {"*", {"CE"}, {"CE"}, "", {}}), "");
  EXPECT_NE(Complaint(report, {"*", {}, {"WA"}, "", {}}), "");
}

TEST(SignatureTest, HoldsVerdictReasonAndFailedChecksOnly) {
  Report report = HalfRight();
  report.cases[1].checks.resize(2);
  report.cases[1].checks[0].name = "stdout";
  report.cases[1].checks[1].name = "elapsed";
  report.cases[1].checks[1].passed = true;
  const std::string signature = Signature(report);
  EXPECT_EQ(signature,
            "first: accepted []; second: wrong_answer (stdout) [stdout]");
  report.cases[1].observation.elapsed = absl::Seconds(1);
  EXPECT_EQ(Signature(report), signature);
}

}  // namespace
}  // namespace grader
