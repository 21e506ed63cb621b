#include "grader/verify/matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Each of two cases catches a submission of its own.
CaseMatrix Good() {
  return {{"one", "two"},
          {{"a.cpp", {true, false}, {"one"}},
           {"b.cpp", {true, true}, {"two"}},
           {"c.cpp", {false, true}, {"two"}}}};
}

TEST(MatrixWarningsTest, NoneWhenEveryCaseIsNeeded) {
  EXPECT_THAT(MatrixWarnings(Good()), IsEmpty());
}

TEST(MatrixWarningsTest, CaseThatCatchesNothing) {
  CaseMatrix matrix = Good();
  matrix.rows.resize(1);
  EXPECT_THAT(MatrixWarnings(matrix),
              ElementsAre("case \"two\" catches no wrong submission"));
}

TEST(MatrixWarningsTest, CasesMayCatchTheSame) {
  CaseMatrix matrix = Good();
  matrix.rows.resize(2);
  EXPECT_THAT(MatrixWarnings(matrix), IsEmpty());
}

TEST(MatrixWarningsTest, SubmissionThatNoCaseIsMeantFor) {
  CaseMatrix matrix = Good();
  matrix.rows[1].meant.clear();
  EXPECT_THAT(MatrixWarnings(matrix),
              ElementsAre("b.cpp is caught by luck: submissions.yaml names no "
                          "case that must fail (fails: […])"));
}

TEST(MatrixTextTest, MarksWhatWasMeant) {
  EXPECT_EQ(MatrixText(Good()),
            "      a b\n"
            "a.cpp X .\n"
            "b.cpp x X\n"
            "c.cpp . X\n"
            "  a  one\n"
            "  b  two\n");
}

TEST(AddRowTest, SkippedCaseCaughtNothing) {
  Report report;
  report.cases.resize(3);
  report.cases[0].verdict.word = VerdictWord::kAccepted;
  report.cases[1].verdict.word = VerdictWord::kWrongAnswer;
  report.cases[2].verdict.word = VerdictWord::kWrongAnswer;
  report.cases[2].skipped_for = "two";
  CaseMatrix matrix;
  AddRow("a.cpp", report, {"*", {}, {}, "", {"two"}}, matrix);
  ASSERT_EQ(matrix.rows.size(), 1u);
  EXPECT_THAT(matrix.rows[0].caught, ElementsAre(false, true, false));
  EXPECT_THAT(matrix.rows[0].meant, ElementsAre("two"));
}

TEST(AddRowTest, SubmissionThatDoesNotBuildHasNoRow) {
  CaseMatrix matrix;
  AddRow("a.cpp", Report(), {}, matrix);
  EXPECT_THAT(matrix.rows, IsEmpty());
}

}  // namespace
}  // namespace grader
