#include "grader/report/text_report.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "grader/report/unicode.h"
#include "grader/testing/sample_reports.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Written(const std::string& sample, const TextStyle& style = {}) {
  return TextReport(SampleReportNamed(sample), style);
}

// `text` without the colours of a page.
std::string WithoutColor(absl::string_view text) {
  std::string plain;
  while (!text.empty()) {
    if (text.front() == '\x1b') {
      text.remove_prefix(text.find('m') + 1);
    } else {
      plain += text.front();
      text.remove_prefix(1);
    }
  }
  return plain;
}

TEST(TextReportTest, NoLineIsWiderThanAskedFor) {
  for (const SampleReport& sample : SampleReports()) {
    for (const int width : {40, 61, 80, 132}) {
      for (const bool unicode : {true, false}) {
        const std::string text =
            TextReport(sample.report, {.width = width, .unicode = unicode});
        for (absl::string_view line : absl::StrSplit(text, '\n')) {
          EXPECT_LE(DisplayWidth(line), width) << sample.name << ": " << line;
        }
      }
    }
  }
}

TEST(TextReportTest, AsciiStyleIsAscii) {
  for (const SampleReport& sample : SampleReports()) {
    for (const char c : TextReport(sample.report, {.unicode = false})) {
      ASSERT_TRUE(c == '\n' || (c >= ' ' && c <= '~')) << sample.name;
    }
  }
}

TEST(TextReportTest, ColorAddsNothingButColor) {
  for (const SampleReport& sample : SampleReports()) {
    EXPECT_EQ(WithoutColor(TextReport(sample.report, {.color = true})),
              TextReport(sample.report, {}))
        << sample.name;
  }
}

TEST(TextReportTest, PlainStyleHoldsNoControlCharacters) {
  for (const SampleReport& sample : SampleReports()) {
    for (const char c : TextReport(sample.report, {})) {
      ASSERT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= ' ')
          << sample.name;
    }
  }
}

TEST(TextReportTest, HostileOutputIsShownShort) {
  EXPECT_LT(Written("hostile").size(), 20000u);
}

TEST(TextReportTest, OpensAVisibleFailureBeforeAHiddenOne) {
  Report report = SampleReportNamed("serial");
  std::swap(report.cases[0], report.cases[1]);
  const std::string text = TextReport(report, {});
  EXPECT_LT(text.find("ten requests"), text.find("fifty requests"));
}

TEST(TextReportTest, OpensAJudgeErrorBeforeAFailure) {
  Report report = SampleReportNamed("serial");
  report.cases.push_back(SampleReportNamed("judge_error").cases[0]);
  const std::string text = TextReport(report, {});
  EXPECT_LT(text.find("not your fault"), text.find("Other cases"));
}

TEST(TextReportTest, SkippedCaseNamesTheOneItNeeds) {
  Report report = SampleReportNamed("serial");
  ASSERT_GE(report.cases.size(), 2u);
  CaseReport& skipped = report.cases.back();
  skipped.test_case.visibility = Visibility::kHidden;
  skipped.skipped_for = report.cases.front().test_case.name;
  skipped.verdict = {VerdictWord::kWrongAnswer, "skipped", "not run"};
  const std::string text = TextReport(report, {});
  EXPECT_THAT(text, HasSubstr("skipped (hidden)"));
  EXPECT_THAT(text, HasSubstr("\n    needs " + skipped.skipped_for + "\n"));
}

TEST(TextReportTest, CompileErrorShowsOnlyTheLearnersFile) {
  const std::string text = Written("compile_error");
  EXPECT_THAT(text, HasSubstr("solution.cpp:11:37\n"));
  EXPECT_THAT(text, Not(HasSubstr("concurrent_requests.h")));
  EXPECT_THAT(text, HasSubstr("… and 1 more error."));
}

TEST(TextReportTest, HintsSayWhereTheNextOneIs) {
  Report report = SampleReportNamed("serial");
  EXPECT_THAT(TextReport(report, {}), HasSubstr("next hint: --hints 2"));
  report.hints_shown = 2;
  const std::string two = TextReport(report, {});
  EXPECT_THAT(two, HasSubstr("Hint 2 of 3"));
  EXPECT_THAT(two, HasSubstr("next hint: --hints 3"));
  report.hints_shown = 9;
  const std::string all = TextReport(report, {});
  EXPECT_THAT(all, HasSubstr("Hint 3 of 3"));
  EXPECT_THAT(all, Not(HasSubstr("next hint")));
}

TEST(TextReportTest, LongExcerptSaysHowMuchIsLeftOut) {
  Report report = SampleReportNamed("compile_error");
  report.build.diagnostics[0].excerpt.resize(9, "line");
  EXPECT_THAT(TextReport(report, {}), HasSubstr("… 3 lines more"));
}

TEST(TextReportTest, CaretOfALongSourceLineStaysInSight) {
  Report report = SampleReportNamed("compile_error");
  report.build.diagnostics[0].excerpt = {
      "   11 |     " + std::string(300, 'x') + "BAD" + std::string(300, 'y'),
      "      |     " + std::string(300, ' ') + "^~~"};
  const std::vector<std::string> lines =
      absl::StrSplit(TextReport(report, {}), '\n');
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::size_t bad = lines[i].find("BAD");
    if (bad == std::string::npos) continue;
    EXPECT_EQ(DisplayWidth(lines[i].substr(0, bad)),
              DisplayWidth(lines[i + 1].substr(0, lines[i + 1].find('^'))));
    return;
  }
  ADD_FAILURE() << "the mistake is out of sight";
}

TEST(TextReportTest, BuildWithoutDiagnosticsShowsItsLog) {
  Report report = SampleReportNamed("compile_error");
  report.build.diagnostics.clear();
  report.build.log = "cc1plus: out of memory\n";
  EXPECT_THAT(TextReport(report, {}), HasSubstr("cc1plus: out of memory"));
}

}  // namespace
}  // namespace grader
