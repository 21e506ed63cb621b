#include "grader/report/json_report.h"

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "grader/testing/sample_reports.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ReportJson = nlohmann::json;

ReportJson WrittenJson(const std::string& sample) {
  return ReportJson::parse(JsonReport(SampleReportNamed(sample)));
}

void ExpectFields(const ReportJson& object,
                  const std::set<std::string>& fields) {
  for (const std::string& field : fields) {
    EXPECT_TRUE(object.contains(field)) << field;
  }
}

TEST(JsonReportTest, SkippedCaseNamesTheOneItNeeds) {
  Report report = SampleReportNamed("serial");
  EXPECT_FALSE(ReportJson::parse(JsonReport(report))["cases"].back().contains(
      "skipped_for"));
  CaseReport& skipped = report.cases.back();
  skipped.test_case.visibility = Visibility::kHidden;
  skipped.skipped_for = "ten requests";
  skipped.verdict = {VerdictWord::kWrongAnswer, "skipped", "not run"};
  const ReportJson json = ReportJson::parse(JsonReport(report))["cases"].back();
  EXPECT_EQ(json["skipped_for"], "ten requests");
  EXPECT_EQ(json["reason"], "skipped");
  EXPECT_EQ(json["message"], "not run");
}

TEST(JsonReportTest, EverySampleHasEveryFieldOfTheSchema) {
  for (const SampleReport& sample : SampleReports()) {
    SCOPED_TRACE(sample.name);
    const ReportJson report = ReportJson::parse(JsonReport(sample.report));
    EXPECT_EQ(report["schema"], "grader.report/1");
    ExpectFields(report, {"problem", "language", "verdict", "reason", "score",
                          "max_score", "clock", "isolation", "build", "cases"});
    ExpectFields(report["build"], {"ok", "wall_ms", "cached", "diagnostics"});
    for (const ReportJson& diagnostic : report["build"]["diagnostics"]) {
      ExpectFields(diagnostic,
                   {"file", "line", "column", "severity", "message"});
    }
    for (const ReportJson& one : report["cases"]) {
      ExpectFields(
          one, {"name", "visibility", "verdict", "reason", "points",
                "max_points", "elapsed_ms", "cpu_ms", "wall_ms", "memory_bytes",
                "stdout", "stderr", "checks", "spans"});
      for (const ReportJson& check : one["checks"]) {
        ExpectFields(check,
                     {"name", "passed", "expected", "actual", "message"});
      }
      for (const ReportJson& span : one["spans"]) {
        ExpectFields(span, {"name", "id", "begin_ms", "end_ms"});
      }
    }
  }
}

TEST(JsonReportTest, TimesAreMillisecondsWithAtMostThreeDecimals) {
  Report report = SampleReportNamed("accepted");
  Observation& run = report.cases[0].observation;
  run.elapsed = absl::Nanoseconds(1234567891);
  run.cpu_time = absl::Milliseconds(7);
  run.trace.spans[0].end.reset();
  const ReportJson one = ReportJson::parse(JsonReport(report))["cases"][0];
  EXPECT_EQ(one["elapsed_ms"].dump(), "1234.568");
  EXPECT_EQ(one["cpu_ms"].dump(), "7");
  EXPECT_TRUE(one["spans"][0]["end_ms"].is_null());
}

TEST(JsonReportTest, BytesThatAreNotTextBecomeText) {
  Report report = SampleReportNamed("accepted");
  report.cases[0].observation.out.head = std::string("a\0\x1b\xff", 4);
  const std::string text = JsonReport(report);
  EXPECT_EQ(text.find('\0'), std::string::npos);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(ReportJson::parse(text)["cases"][0]["stdout"],
            std::string("a\0\x1b\uFFFD", 6));
}

TEST(JsonReportTest, ControlsThatJsonPermitsAreEscapedToo) {
  Report report = SampleReportNamed("accepted");
  report.cases[0].observation.out.head = "\x7f\u0080\u009b\u00a0é";
  const std::string text = JsonReport(report);
  EXPECT_NE(text.find("\\u007f\\u0080\\u009b\u00a0é"), std::string::npos);
  EXPECT_EQ(ReportJson::parse(text)["cases"][0]["stdout"],
            "\x7f\u0080\u009b\u00a0é");
}

TEST(JsonReportTest, OutputThatWasNotKeptIsMarked) {
  const ReportJson one = WrittenJson("hostile")["cases"][0];
  EXPECT_EQ(one["stdout_truncated"], true);
  EXPECT_NE(one["stdout"].get<std::string>().find("12345 bytes omitted"),
            std::string::npos);
  EXPECT_FALSE(one.contains("stderr_truncated"));
}

TEST(JsonReportTest, IsIndentedAndEndsInANewline) {
  const std::string text = JsonReport(SampleReportNamed("accepted"));
  EXPECT_TRUE(text.starts_with("{\n  \"schema\": \"grader.report/1\",\n"));
  EXPECT_TRUE(text.ends_with("\n}\n"));
}

}  // namespace
}  // namespace grader
