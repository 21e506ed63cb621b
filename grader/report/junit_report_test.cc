#include "grader/report/junit_report.h"

#include <string>

#include "gmock/gmock.h"
#include "grader/testing/sample_reports.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string WrittenJUnit(const std::string& sample) {
  return JUnitReport(SampleReportNamed(sample));
}

TEST(JUnitReportTest, WhatTheSubmissionGotWrongIsAFailure) {
  const std::string text = WrittenJUnit("wrong_stdout");
  EXPECT_THAT(text, HasSubstr("tests=\"2\" failures=\"1\" errors=\"0\""));
  EXPECT_THAT(text, HasSubstr("<failure type=\"wrong_answer\" "
                              "message=\"wrong answer: output\">"));
}

TEST(JUnitReportTest, WhatTheGraderCouldNotDoIsAnError) {
  const std::string text = WrittenJUnit("judge_error");
  EXPECT_THAT(text, HasSubstr("tests=\"2\" failures=\"0\" errors=\"1\""));
  EXPECT_THAT(text, HasSubstr("<error type=\"judge_error\""));
}

TEST(JUnitReportTest, SkippedCaseIsNeitherFailureNorError) {
  const std::string text = WrittenJUnit("skipped");
  EXPECT_THAT(text, HasSubstr("tests=\"3\" failures=\"1\" errors=\"0\""));
  EXPECT_THAT(text, HasSubstr("skipped=\"2\""));
}

TEST(JUnitReportTest, SubmissionThatDoesNotCompileFailsTheTestBuild) {
  const std::string text = WrittenJUnit("compile_error");
  EXPECT_THAT(text, HasSubstr("tests=\"1\" failures=\"1\" errors=\"0\""));
  EXPECT_THAT(text, HasSubstr("name=\"build\""));
  EXPECT_THAT(text, HasSubstr("solution.cpp:11:37"));
}

TEST(JUnitReportTest, TimesAreElapsedSeconds) {
  EXPECT_THAT(WrittenJUnit("accepted"),
              HasSubstr("name=\"ten requests\" time=\"1.102000\""));
}

TEST(JUnitReportTest, OutputThatWasNotKeptIsNamed) {
  EXPECT_THAT(WrittenJUnit("hostile_fields"), HasSubstr("5 bytes omitted"));
}

TEST(JUnitReportTest, NothingPrintedBecomesAnElement) {
  const std::string text = WrittenJUnit("hostile_fields");
  EXPECT_THAT(text, StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
  EXPECT_THAT(text, Not(HasSubstr("<script>")));
  EXPECT_THAT(text, Not(HasSubstr("]]>")));
}

}  // namespace
}  // namespace grader
