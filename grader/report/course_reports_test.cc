#include "grader/report/course_reports.h"

#include <nlohmann/json.hpp>
#include <string>

#include "gmock/gmock.h"
#include "grader/report/unicode.h"
#include "grader/testing/sample_reports.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ReportJson = nlohmann::json;
using testing::HasSubstr;

TEST(CourseReportsTest, ScoresOfTheTestsAddUpToTheScore) {
  for (const SampleReport& sample : SampleReports()) {
    SCOPED_TRACE(sample.name);
    for (const std::string& text :
         {ClassroomReport(sample.report), GradescopeReport(sample.report)}) {
      const ReportJson object = ReportJson::parse(text);
      int score = 0;
      int max_score = 0;
      for (const ReportJson& test : object["tests"]) {
        score += test["score"].get<int>();
        max_score += test["max_score"].get<int>();
      }
      EXPECT_EQ(score, sample.report.score);
      EXPECT_EQ(max_score, sample.report.max_score);
    }
  }
}

TEST(ClassroomReportTest, ErrorIsTheGradersFaultAlone) {
  const auto status = [](const std::string& sample) {
    return ReportJson::parse(
        ClassroomReport(SampleReportNamed(sample)))["status"];
  };
  EXPECT_EQ(status("accepted"), "pass");
  EXPECT_EQ(status("compile_error"), "fail");
  EXPECT_EQ(status("judge_error"), "error");
}

TEST(GradescopeReportTest, NoTestIsHiddenForThenTheTotalWouldBe) {
  for (const SampleReport& sample : SampleReports()) {
    const ReportJson object =
        ReportJson::parse(GradescopeReport(sample.report));
    for (const ReportJson& test : object["tests"]) {
      EXPECT_EQ(test["visibility"], "visible");
    }
  }
}

TEST(GradescopeReportTest, FailedTestSaysWhatTheTextReportSays) {
  const ReportJson tests =
      ReportJson::parse(GradescopeReport(SampleReportNamed("serial")))["tests"];
  EXPECT_EQ(tests[0]["status"], "failed");
  EXPECT_THAT(tests[0]["output"].get<std::string>(),
              HasSubstr("expected  at least 10"));
}

TEST(ExercismReportTest, ErrorHasAMessageAndNoTests) {
  for (const char* const sample : {"compile_error", "judge_error"}) {
    const ReportJson object =
        ReportJson::parse(ExercismReport(SampleReportNamed(sample)));
    EXPECT_EQ(object["status"], "error");
    EXPECT_FALSE(object["message"].get<std::string>().empty());
    EXPECT_FALSE(object.contains("tests"));
  }
}

TEST(ExercismReportTest, LongOutputIsCutTo500Characters) {
  const std::string output = ReportJson::parse(
      ExercismReport(SampleReportNamed("elapsed_limit")))["tests"][0]["output"];
  EXPECT_THAT(output, HasSubstr("cut here"));
  std::size_t length = 0;
  for (absl::string_view rest = output; !rest.empty(); ++length) {
    rest.remove_prefix(DecodeFront(rest).size);
  }
  EXPECT_EQ(length, 500u);
}

TEST(ExercismReportTest, StaysBelow500KilobytesHoweverManyCasesThereAre) {
  Report report = SampleReportNamed("hostile");
  while (report.cases.size() < 60) report.cases.push_back(report.cases[0]);
  EXPECT_LT(ExercismReport(report).size(), 500'000u);
}

TEST(Check50ReportTest, CasesDependOnTheBuildAndNameTheirCause) {
  const ReportJson results = ReportJson::parse(
      Check50Report(SampleReportNamed("wrong_stdout")))["results"];
  EXPECT_EQ(results[0]["name"], "build");
  EXPECT_EQ(results[1]["dependency"], "build");
  EXPECT_EQ(results[1]["passed"], false);
  EXPECT_THAT(results[1]["cause"]["expected"].get<std::string>(),
              HasSubstr("\"request_id\": 7"));
  EXPECT_TRUE(results[2]["cause"].is_null());
}

TEST(Check50ReportTest, SkippedCaseDependsOnTheOneItNeeds) {
  const ReportJson results =
      ReportJson::parse(Check50Report(SampleReportNamed("skipped")))["results"];
  EXPECT_TRUE(results[2]["passed"].is_null());
  EXPECT_EQ(results[2]["dependency"], "ten requests");
  EXPECT_TRUE(results[2]["cause"]["help"].is_null());
}

TEST(Check50ReportTest, CaseThatCouldNotBeJudgedNeitherPassedNorFailed) {
  const ReportJson results = ReportJson::parse(
      Check50Report(SampleReportNamed("judge_error")))["results"];
  EXPECT_TRUE(results[1]["passed"].is_null());
}

}  // namespace
}  // namespace grader
