#include "grader/report/github_report.h"

#include <re2/re2.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "grader/testing/sample_reports.h"
#include "grader/testing/shell.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

std::vector<std::string> Lines(const std::string& text) {
  return absl::StrSplit(text, '\n', absl::SkipEmpty());
}

TEST(GitHubReportTest, EveryLineIsOneOfOurCommands) {
  for (const SampleReport& sample : SampleReports()) {
    SCOPED_TRACE(sample.name);
    for (const std::string& line : Lines(GitHubReport(sample.report))) {
      EXPECT_THAT(
          line,
          AnyOf(StartsWith("::error title="), StartsWith("::error file="),
                StartsWith("::warning file="), StartsWith("::notice title=")));
    }
  }
}

TEST(GitHubReportTest, PropertiesCannotBeEndedFromWithin) {
  Report report = SampleReportNamed("compile_error");
  report.build.diagnostics.resize(1);
  report.build.diagnostics[0].file = "a,line=9::x\n%0A.cpp";
  report.build.diagnostics[0].message = "100% \r\n::error::forged";
  report.explained = {"row", "a\n::error::b", "c"};
  EXPECT_EQ(Lines(GitHubReport(report))[1],
            "::error file=a%2Cline=9%3A%3Ax%0A%250A.cpp,line=11,col=37::"
            "100%25 ␍%0A::error::forged%0A"
            "What it means: a%0A::error::b%0AWhat to try: c");
}

TEST(GitHubReportTest, CompilerErrorsStandAtTheirPlace) {
  const std::string text = GitHubReport(SampleReportNamed("compile_error"));
  EXPECT_THAT(text, HasSubstr("\n::error file=solution.cpp,line=13,col=3::"
                              "expected ‘;’ before ‘co_return’\n"));
  EXPECT_THAT(text, HasSubstr("\n::warning file=solution.cpp,line=7,col=7::"));
}

TEST(GitHubReportTest, DiagnosticWithoutAPlaceHasNone) {
  Report report = SampleReportNamed("compile_error");
  report.build.diagnostics.resize(1);
  report.build.diagnostics[0].line = 0;
  EXPECT_THAT(GitHubReport(report),
              HasSubstr("\n::error file=solution.cpp::‘handle_requests’"));
}

TEST(GitHubReportTest, AtMostTenErrorsAreWrittenAndTheRestCounted) {
  Report report = SampleReportNamed("serial");
  report.cases.resize(1);
  while (report.cases.size() < 25) report.cases.push_back(report.cases[0]);
  const std::vector<std::string> lines = Lines(GitHubReport(report));
  EXPECT_THAT(lines, SizeIs(10));
  EXPECT_THAT(lines[0], HasSubstr("16 more errors are not shown here"));
}

TEST(GitHubSummaryTest, TableHasARowPerCase) {
  const std::string text = GitHubSummary(SampleReportNamed("serial"));
  EXPECT_THAT(text, HasSubstr("| ✗ | ten requests | wrong answer&#58; "
                              "concurrency | 2 s | 0/2 |\n"));
  EXPECT_THAT(text, HasSubstr("| ✗ | fifty requests (hidden) |"));
  EXPECT_THAT(text, HasSubstr("0 of 4 points"));
}

TEST(GitHubSummaryTest, NothingPrintedIsMarkdownOrHtml) {
  const std::string text = GitHubSummary(SampleReportNamed("hostile_fields"));
  EXPECT_THAT(text, Not(HasSubstr("<script")));
  EXPECT_THAT(text, Not(HasSubstr("<img")));
  for (const std::string& line : Lines(text)) {
    if (!absl::StartsWith(line, "| ✗")) continue;
    EXPECT_EQ(std::count(line.begin(), line.end(), '|'), 6) << line;
    EXPECT_THAT(line, Not(HasSubstr("](")));
    EXPECT_THAT(line, Not(HasSubstr("`")));
  }
}

TEST(GitHubSummaryTest, StaysBelowWhatGitHubTakes) {
  Report report = SampleReportNamed("hostile");
  while (report.cases.size() < 300) report.cases.push_back(report.cases[0]);
  const std::string text = GitHubSummary(report);
  EXPECT_LT(text.size(), 1u << 20);
  EXPECT_THAT(text, HasSubstr("had no room here"));
}

// The names of the elements of a page, closing ones with their slash.
std::set<std::string> Elements(const std::string& html) {
  static const RE2 kElement("<(/?[A-Za-z!][A-Za-z0-9]*)");
  std::set<std::string> names;
  re2::StringPiece rest(html);
  for (std::string name; RE2::FindAndConsume(&rest, kElement, &name);) {
    names.insert(name);
  }
  return names;
}

// The summary as GitHub's own renderer shows it; raw HTML is left in, so that
// nothing of a submission's is hidden by what GitHub takes away afterwards.
class RenderedSummaryTest : public testing::Test {
 protected:
  static std::string Render(const Report& report) {
    char file[] = "/tmp/github_summary-XXXXXX";
    const int descriptor = mkstemp(file);
    EXPECT_GE(descriptor, 0);
    close(descriptor);
    std::ofstream(file, std::ios::binary) << GitHubSummary(report);
    const Finished rendered =
        Shell(absl::StrCat("cmark-gfm --unsafe -e table -e strikethrough -e "
                           "autolink ",
                           file));
    unlink(file);
    EXPECT_EQ(rendered.status, 0) << rendered.out.substr(0, 400);
    return rendered.out;
  }

  void SetUp() override {
    if (Shell("cmark-gfm --version").status != 0) {
      GTEST_SKIP() << "not here: cmark-gfm";
    }
  }
};

const std::set<std::string>& ExpectedElements() {
  static const auto& elements = *new std::set<std::string>{
      "h2",      "/h2",      "p",     "/p",     "table",   "/table",
      "thead",   "/thead",   "tbody", "/tbody", "tr",      "/tr",
      "th",      "/th",      "td",    "/td",    "details", "/details",
      "summary", "/summary", "pre",   "/pre",   "!"};
  return elements;
}

TEST_F(RenderedSummaryTest, NothingOfASubmissionsBecomesMarkup) {
  for (const SampleReport& sample : SampleReports()) {
    SCOPED_TRACE(sample.name);
    for (const std::string& name : Elements(Render(sample.report))) {
      EXPECT_TRUE(ExpectedElements().count(name)) << name;
    }
  }
}

TEST_F(RenderedSummaryTest, EmptyLinesEndNoText) {
  Report report = SampleReportNamed("wrong_stdout");
  report.cases[0].observation.err.head =
      "\n\n# heading\n\n[x](javascript:alert)\n\n- item\n\n<b>b</b>\n\n"
      "    code\n\n![i](i)\n\nwww.example.com a@b.example\n";
  report.cases[0].test_case.name =
      "www.example.com a@b.example @name <b> http://a.example";
  const std::string html = Render(report);
  for (const std::string& name : Elements(html)) {
    EXPECT_TRUE(ExpectedElements().count(name)) << name;
  }
  // One text, with its empty lines, up to its own end.
  const std::size_t begin = html.find("<pre>");
  const std::size_t end = html.find("</pre>");
  ASSERT_NE(begin, std::string::npos);
  const std::string text = html.substr(begin, end - begin);
  EXPECT_THAT(text, HasSubstr("# heading\n"));
  EXPECT_THAT(text, HasSubstr("![i](i)\n"));
  EXPECT_EQ(html.find("<pre>", begin + 1), std::string::npos);
}

}  // namespace
}  // namespace grader
