// Points that are taken off for how a program is written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "grader/grade.h"
#include "grader/testing/grade_fixture.h"

namespace grader {
namespace {

using ::testing::IsEmpty;

Deduction ForPyflakes(const char* points) {
  Deduction deduction;
  deduction.linter = "pyflakes";
  deduction.points = *ParsePoints(points);
  return deduction;
}

Observation LinterSaid(const std::string& text) {
  Observation observation = Printed(text);
  observation.termination = Exited{1};
  return observation;
}

TEST_F(GradeTest, DeductionsTakePointsAndLeaveTheVerdict) {
  problem_.deductions = submission_.deductions = {ForPyflakes("0.75")};
  runner_.Answer(
      LinterSaid("./solution.py:1:1: one\n"
                 "./solution.py:2:1: two\n"));
  runner_.Answer(Printed("2\n"));
  runner_.Answer(Printed("4\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kAccepted);
  EXPECT_EQ(ExactPoints(report->score), "2.5");
  EXPECT_EQ(report->max_score, 4);
  ASSERT_EQ(report->deductions.size(), 1u);
  EXPECT_EQ(report->deductions[0].found.count, 2);
}

TEST_F(GradeTest, DeductionsTakeNoMoreThanThereIs) {
  problem_.deductions = submission_.deductions = {ForPyflakes("2")};
  runner_.Answer(LinterSaid("./solution.py:1:1: one\n"));
  runner_.Answer(Printed("2\n"));
  runner_.Answer(Printed("wrong\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->score, 0);
  EXPECT_EQ(report->deductions[0].points, 1);
  EXPECT_EQ(report->deductions[0].due, 2);
}

TEST_F(GradeTest, ACaseAloneIsGradedWithoutDeductions) {
  problem_.deductions = submission_.deductions = {ForPyflakes("1")};
  options_.only_case = "one";
  runner_.Answer(LinterSaid("./solution.py:1:1: one\n"));
  runner_.Answer(Printed("2\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->score, 1);
  EXPECT_THAT(report->deductions, IsEmpty());
}

}  // namespace
}  // namespace grader
