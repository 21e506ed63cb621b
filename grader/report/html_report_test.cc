#include "grader/report/html_report.h"

#include <string>

#include "gmock/gmock.h"
#include "grader/testing/sample_reports.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string WrittenHtml(const std::string& sample) {
  return HtmlReport(SampleReportNamed(sample));
}

TEST(HtmlReportTest, NothingInItRunsOrIsFetched) {
  for (const SampleReport& sample : SampleReports()) {
    SCOPED_TRACE(sample.name);
    const std::string page = HtmlReport(sample.report);
    for (const char* const active :
         {"<script", "<img", "<iframe", "<form", "src=\"", "url(http",
          "href=\"http", "@import"}) {
      EXPECT_THAT(page, Not(HasSubstr(active)));
    }
    EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  }
}

TEST(HtmlReportTest, FailedCasesAreUnfoldedAndAcceptedOnesAreNot) {
  const std::string page = WrittenHtml("wrong_stdout");
  EXPECT_THAT(page, HasSubstr("<article id=\"case-1\">\n<details open>"));
  EXPECT_THAT(page, HasSubstr("<article id=\"case-2\">\n<details>"));
}

TEST(HtmlReportTest, TableLinksToEveryCase) {
  const std::string page = WrittenHtml("serial");
  EXPECT_THAT(page, HasSubstr("<a href=\"#case-1\">ten requests</a>"));
  EXPECT_THAT(page,
              HasSubstr("<a href=\"#case-2\">fifty requests</a> (hidden)"));
}

TEST(HtmlReportTest, RestOfTheFirstLineThatDiffersIsMarked) {
  const std::string page = WrittenHtml("wrong_stdout");
  EXPECT_THAT(page, HasSubstr("<mark>7, &quot;status&quot;"));
  EXPECT_THAT(page, HasSubstr("<mark>8, &quot;status&quot;"));
}

TEST(HtmlReportTest, BoundIsALineInThePicture) {
  EXPECT_THAT(WrittenHtml("serial"),
              HasSubstr("<line class=\"bound\" x1=\"15."));
  EXPECT_THAT(WrittenHtml("accepted"), Not(HasSubstr("<line class=\"bound\"")));
}

TEST(HtmlReportTest, BlockedThreadsAreHatchedAndSaidToBe) {
  const std::string page = WrittenHtml("blocking");
  EXPECT_THAT(page, HasSubstr("fill=\"url(#hatch-1)\""));
  EXPECT_THAT(page, HasSubstr("hatched is a thread that was blocked"));
  EXPECT_THAT(WrittenHtml("serial"), Not(HasSubstr("fill=\"url(#hatch")));
}

TEST(HtmlReportTest, RightRunStandsBesideTheSubmissionsAtTheSameScale) {
  const std::string page = WrittenHtml("blocking");
  EXPECT_THAT(page, HasSubstr("<title id=\"timeline-1\">Your run: 1000 ms"));
  EXPECT_THAT(page,
              HasSubstr("<title id=\"timeline-1-right\">A right run: 1000 ms"));
  EXPECT_THAT(page, HasSubstr("<figcaption>A right run of concurrent"));
  EXPECT_THAT(WrittenHtml("serial"), Not(HasSubstr("ight run")));
}

TEST(HtmlReportTest, RightRunOfAHiddenCaseIsOnlyRevealed) {
  Report report = SampleReportNamed("blocking");
  report.cases[0].test_case.visibility = Visibility::kHidden;
  EXPECT_THAT(HtmlReport(report), Not(HasSubstr("right run")));
  report.reveal = true;
  EXPECT_THAT(HtmlReport(report), HasSubstr("A right run"));
}

TEST(HtmlReportTest, SpanThatNeverEndedIsSaidToBe) {
  EXPECT_THAT(WrittenHtml("deadlock"),
              HasSubstr("one with an arrow never ended"));
}

TEST(HtmlReportTest, HiddenCaseHasNoPictureAndNoOutput) {
  Report report = SampleReportNamed("hidden_failure");
  report.cases.erase(report.cases.begin());
  const std::string page = HtmlReport(report);
  EXPECT_THAT(page, Not(HasSubstr("<svg")));
  EXPECT_THAT(page, Not(HasSubstr("Printed on")));
  EXPECT_THAT(page, HasSubstr("This case is hidden"));
}

TEST(HtmlReportTest, CompileErrorsStandWithTheirSourceLine) {
  const std::string page = WrittenHtml("compile_error");
  EXPECT_THAT(page,
              HasSubstr("<code class=\"place\">solution.cpp:11:37</code>"));
  EXPECT_THAT(page, HasSubstr("   11 |     responses.push_back(co_await "
                              "handle_requests(id));"));
}

}  // namespace
}  // namespace grader
