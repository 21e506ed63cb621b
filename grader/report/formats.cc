#include "grader/report/formats.h"

#include "grader/report/badge_report.h"
#include "grader/report/course_reports.h"
#include "grader/report/github_report.h"
#include "grader/report/html_report.h"
#include "grader/report/json_report.h"
#include "grader/report/junit_report.h"
#include "grader/report/text_report.h"
#include "grader/report/trace_report.h"

namespace grader {
namespace {

std::string PlainTextReport(const Report& report) {
  return TextReport(report, {});
}

}  // namespace

const std::vector<Format>& Formats() {
  static const auto* const kFormats = new std::vector<Format>{
      {"text", ".txt", "for a terminal", PlainTextReport},
      {"json", ".json", "everything, as grader.report/1", JsonReport},
      {"junit", ".junit.xml", "JUnit XML, for continuous integration",
       JUnitReport},
      {"github", ".github.txt",
       "GitHub annotations; the summary goes to $GITHUB_STEP_SUMMARY",
       GitHubReport},
      {"github-summary", ".md", "that summary alone, as Markdown",
       GitHubSummary},
      {"classroom", ".classroom.json", "the result of a GitHub Classroom step",
       ClassroomReport},
      {"gradescope", ".gradescope.json", "Gradescope's results.json",
       GradescopeReport},
      {"exercism", ".exercism.json", "Exercism's results.json, version 3",
       ExercismReport},
      {"check50", ".check50.json", "as check50 --output json", Check50Report},
      {"trace", ".trace.json", "the timelines, for ui.perfetto.dev",
       TraceReport},
      {"badge", ".svg", "an image of one line, for the page of a repository",
       BadgeReport},
      {"html", ".html", "one page for a browser, with pictures", HtmlReport,
       /*shows_right_runs=*/true},
  };
  return *kFormats;
}

const Format* FindFormat(absl::string_view name) {
  for (const Format& format : Formats()) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

}  // namespace grader
