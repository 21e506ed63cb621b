#include "grader/report/visibility.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grader/report/formats.h"
#include "grader/report/json_report.h"
#include "grader/report/text_report.h"
#include "grader/testing/format_names.h"
#include "grader/testing/sample_reports.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class FiguresTest : public testing::TestWithParam<Format> {};

CaseReport HiddenCase(const Report& report) {
  for (const CaseReport& one : report.cases) {
    if (one.test_case.visibility == Visibility::kHidden) return one;
  }
  ADD_FAILURE() << "no hidden case";
  return report.cases.front();
}

TEST(VisibilityTest, HiddenCaseKeepsVerdictWhyPointsAndFigures) {
  const Report full = SampleReportNamed("hidden_failure");
  const Report view = LearnerView(full);
  const CaseReport before = HiddenCase(full);
  const CaseReport after = HiddenCase(view);
  EXPECT_EQ(after.test_case.name, before.test_case.name);
  EXPECT_EQ(after.test_case.why, before.test_case.why);
  EXPECT_EQ(after.test_case.points, before.test_case.points);
  EXPECT_EQ(after.verdict.word, before.verdict.word);
  EXPECT_EQ(after.verdict.reason, before.verdict.reason);
  EXPECT_GE(after.observation.elapsed, before.observation.elapsed);
  EXPECT_GE(after.observation.peak_memory_bytes,
            before.observation.peak_memory_bytes);
  EXPECT_TRUE(after.rounded_up);
  EXPECT_TRUE(before.right_run);
  EXPECT_FALSE(after.right_run);
}

TEST(VisibilityTest, HiddenCaseKeepsOneResultPerKindOfCheck) {
  const CaseReport after =
      HiddenCase(LearnerView(SampleReportNamed("hidden_failure")));
  ASSERT_FALSE(after.checks.empty());
  for (std::size_t i = 0; i < after.checks.size(); ++i) {
    EXPECT_EQ(after.checks[i].expected + after.checks[i].actual, "");
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_NE(after.checks[i].kind, after.checks[j].kind);
    }
  }
}

TEST(VisibilityTest, VisibleCasesAndTheirVerdictStayAsTheyAre) {
  const Report full = SampleReportNamed("wrong_stdout");
  const Report view = LearnerView(full);
  EXPECT_EQ(view.verdict, full.verdict);
  EXPECT_EQ(view.cases.front().checks, full.cases.front().checks);
  EXPECT_EQ(view.cases.front().observation.out,
            full.cases.front().observation.out);
}

TEST(VisibilityTest, NoFormatTellsWhatAHiddenCaseHolds) {
  const Report full = SampleReportNamed("hidden_failure");
  for (const std::string& text :
       {JsonReport(full), TextReport(full, {}),
        TextReport(full, {.width = 200, .color = true, .unicode = false})}) {
    for (const std::string& secret : SampleSecrets()) {
      EXPECT_THAT(text, Not(HasSubstr(secret)));
    }
  }
}

TEST(VisibilityTest, RevealShowsAll) {
  Report full = SampleReportNamed("hidden_failure");
  full.reveal = true;
  const std::string json = JsonReport(full);
  for (const char* const secret :
       {"SECRET-OUT", "SECRET-ERR", "SECRET-SPAN", "SECRET-ID",
        "SECRET-MESSAGE", "SECRET-CHECK", "SECRET-EXPECTED"}) {
    EXPECT_THAT(json, HasSubstr(secret));
  }
  EXPECT_THAT(TextReport(full, {}), HasSubstr("SECRET-EXPECTED"));
}

// A report with one hidden case that used so much.
Report HiddenCaseThatUsed(absl::Duration elapsed, absl::Duration cpu,
                          absl::Duration wall, std::int64_t memory) {
  Report report = SampleReportNamed("hidden_failure");
  report.cases.resize(2);
  Observation& run = report.cases[1].observation;
  run.elapsed = elapsed;
  run.cpu_time = cpu;
  run.wall_time = wall;
  run.peak_memory_bytes = memory;
  return report;
}

// What a submission does with what it reads must not come back as a figure.
TEST_P(FiguresTest, OfAHiddenCaseAreTheSameForEveryInput) {
  const absl::Duration ms = absl::Milliseconds(1);
  const std::string usual = GetParam().write(
      HiddenCaseThatUsed(101 * ms, 4 * ms, 31 * ms, 20 * kMiB));
  for (int secret = 1; secret < 900; secret += 31) {
    EXPECT_EQ(GetParam().write(HiddenCaseThatUsed((100 + secret) * ms, 4 * ms,
                                                  31 * ms, 20 * kMiB)),
              usual);
    EXPECT_EQ(GetParam().write(HiddenCaseThatUsed(
                  101 * ms, secret * ms, secret * 1.1 * ms, 20 * kMiB)),
              usual);
    EXPECT_EQ(GetParam().write(HiddenCaseThatUsed(101 * ms, 4 * ms, 31 * ms,
                                                  (17 + secret / 20) * kMiB)),
              usual);
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, FiguresTest, testing::ValuesIn(Formats()),
                         NameOfFormat);

TEST(VisibilityTest, FiguresOfAHiddenCaseAreFewStepsUpToTheLimit) {
  std::set<absl::Duration> times;
  std::set<std::int64_t> sizes;
  for (int i = 0; i < 40'000; i += 7) {
    const CaseReport after = HiddenCase(LearnerView(
        HiddenCaseThatUsed(absl::Milliseconds(i), {}, {}, i * 16 * kKiB)));
    times.insert(after.observation.elapsed);
    sizes.insert(after.observation.peak_memory_bytes);
    EXPECT_EQ(after.observation.elapsed, after.observation.cpu_time);
    EXPECT_EQ(after.observation.elapsed, after.observation.wall_time);
  }
  // The limits of the case are 20 s, 30 s of real time and 512 MiB.
  EXPECT_THAT(times,
              testing::ElementsAre(absl::Milliseconds(100), absl::Seconds(1),
                                   absl::Seconds(10), absl::Seconds(30)));
  EXPECT_THAT(sizes, testing::ElementsAre(16 * kMiB, 64 * kMiB, 256 * kMiB,
                                          512 * kMiB));
}

TEST(VisibilityTest, RevealedFiguresAreExact) {
  Report report = HiddenCaseThatUsed(absl::Milliseconds(8731) / 10, {}, {}, 1);
  report.reveal = true;
  EXPECT_EQ(HiddenCase(LearnerView(report)).observation.elapsed,
            absl::Milliseconds(8731) / 10);
  EXPECT_FALSE(HiddenCase(LearnerView(report)).rounded_up);
}

TEST(VisibilityTest, WhatACheckerSaysToItsAuthorIsForAuthors) {
  Report report = SampleReportNamed("partly_right");
  report.cases[0].observation.judge_message = "SECRET";
  EXPECT_EQ(LearnerView(report).cases[0].observation.judge_message, "");
  report.reveal = true;
  EXPECT_EQ(LearnerView(report).cases[0].observation.judge_message, "SECRET");
}

TEST(VisibilityTest, OfHiddenTestsThatDoNotCompileOnlyThatRemains) {
  const auto at = [](const char* file, Severity severity, const char* message) {
    Diagnostic one;
    one.file = file;
    one.line = 7;
    one.severity = severity;
    one.message = message;
    one.excerpt = {"f(secret)"};
    return one;
  };
  Build build;
  build.log = "secret";
  build.diagnostics = {
      at("own.cpp", Severity::kError, "oops"),
      at("/usr/include/gtest.h", Severity::kNote, "TestFactory<secret>"),
      at("own.cpp", Severity::kNote, "here"),
      at("edge_test.cpp", Severity::kError, "no secret"),
      at("own.h", Severity::kNote, "candidate needs a secret"),
      at("/usr/include/gtest.h", Severity::kError, "no secret"),
      at("edge_test.cpp", Severity::kWarning, "secret"),
      at("seen_test.cpp", Severity::kError, "no candidate"),
  };
  HideSuite({"edge_test.cpp"}, build);
  std::vector<std::string> left;
  for (const Diagnostic& one : build.diagnostics) {
    left.push_back(one.file + ": " + one.message);
    EXPECT_EQ(one.excerpt.empty(),
              one.message.find("hidden") != std::string::npos);
  }
  const std::string hidden =
      "the tests, which are hidden, do not compile with the program";
  EXPECT_THAT(left, ElementsAre("own.cpp: oops", "own.cpp: here",
                                "edge_test.cpp: " + hidden,
                                "/usr/include/gtest.h: " + hidden,
                                "seen_test.cpp: no candidate"));
  EXPECT_EQ(build.log, "");
}

}  // namespace
}  // namespace grader
