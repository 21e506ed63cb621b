#include "grader/report/visibility.h"

#include <string>

#include "gmock/gmock.h"
#include "grader/report/json_report.h"
#include "grader/report/text_report.h"
#include "grader/testing/sample_reports.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::HasSubstr;
using testing::Not;

const CaseReport& HiddenCase(const Report& report) {
  for (const CaseReport& one : report.cases) {
    if (one.test_case.visibility == Visibility::kHidden) return one;
  }
  ADD_FAILURE() << "no hidden case";
  return report.cases.front();
}

TEST(VisibilityTest, HiddenCaseKeepsVerdictWhyPointsAndFigures) {
  const Report full = SampleReportNamed("hidden_failure");
  const Report view = LearnerView(full);
  const CaseReport& before = HiddenCase(full);
  const CaseReport& after = HiddenCase(view);
  EXPECT_EQ(after.test_case.name, before.test_case.name);
  EXPECT_EQ(after.test_case.why, before.test_case.why);
  EXPECT_EQ(after.test_case.points, before.test_case.points);
  EXPECT_EQ(after.verdict.word, before.verdict.word);
  EXPECT_EQ(after.verdict.reason, before.verdict.reason);
  EXPECT_EQ(after.observation.elapsed, before.observation.elapsed);
  EXPECT_EQ(after.observation.peak_memory_bytes,
            before.observation.peak_memory_bytes);
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

}  // namespace
}  // namespace grader
