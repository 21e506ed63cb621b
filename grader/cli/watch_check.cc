#include "grader/cli/watch_check.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "grader/cli/grade_path.h"
#include "grader/report/case_story.h"
#include "grader/report/text_case.h"
#include "grader/report/text_report.h"
#include "grader/report/timeline.h"
#include "grader/report/visibility.h"
#include "grader/report/words.h"

namespace grader {
namespace {

constexpr int kMostLines = 500;

// The case that is about what went wrong, or the first with something to see.
const CaseReport* CaseToExplain(const Report& view) {
  if (const CaseReport* const opened = CaseToOpen(view)) return opened;
  for (const CaseReport& one : view.cases) {
    if (!one.observation.trace.spans.empty()) return &one;
  }
  return nullptr;
}

std::string TimelinePage(const Report& view, const TextStyle& style) {
  Page page(style);
  const CaseReport* const one = CaseToExplain(view);
  if (one == nullptr || one->observation.trace.spans.empty()) {
    page.Paragraph(0, "There is no timeline to show.");
    return page.text();
  }
  page.Line(0, {{one->test_case.name, Ink::kStrong}});
  page.Gap();
  DrawTimeline(one->observation, ViewOf(*one), 0, page);
  return page.text();
}

std::string DifferencePage(const Report& view, const TextStyle& style) {
  Page page(style);
  const CaseReport* const one = CaseToOpen(view);
  bool any = false;
  if (one != nullptr) {
    page.Line(0, {{one->test_case.name, Ink::kStrong}});
    for (const CheckResult& check : one->checks) {
      if (check.passed || (check.expected.empty() && check.actual.empty())) {
        continue;
      }
      any = true;
      page.Gap();
      page.Line(0, {{absl::StrCat(check.name, ", expected:"), Ink::kGood}});
      page.Quote(0, check.expected, kMostLines);
      page.Line(0, {{absl::StrCat(check.name, ", actual:"), Ink::kBad}});
      page.Quote(0, check.actual, kMostLines);
    }
  }
  if (!any) page.Paragraph(0, "There is no difference to show.");
  return page.text();
}

}  // namespace

std::string CheckUnit(const UnitOfWorkspace& unit, const TextStyle& style,
                      bool is_attempt) {
  nlohmann::json json;
  GradePathOptions options;
  options.language = unit.language;
  const auto graded = GradePath(unit.problem, unit.folder.string(), options,
                                [](const std::string&) {});
  if (graded.ok()) {
    const Report& report = graded->report;
    const Report view = LearnerView(report);
    json["accepted"] = report.verdict.word == VerdictWord::kAccepted;
    json["verdict"] = VerdictHead(report.verdict);
    json["report"] = TextReport(report, style);
    json["difference"] = DifferencePage(view, style);
    json["timeline"] = TimelinePage(view, style);
    if (is_attempt) {
      const absl::Status added =
          RecordAttempt(unit.folder, report, graded->hash);
      if (!added.ok()) {
        json["note"] = absl::StrCat("This attempt is not in your progress: ",
                                    added.message());
      }
    }
  } else {
    Page page(style);
    page.Paragraph(0, std::string(graded.status().message()));
    json["verdict"] = "could not be checked";
    json["report"] = page.text();
  }
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

WatchedCheck ReadWatchedCheck(absl::string_view text) {
  const auto json =
      nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
  WatchedCheck check;
  if (!json.is_object()) {
    check.verdict = "could not be checked";
    check.report = "The check ended without a result.\n";
    return check;
  }
  check.accepted = json.value("accepted", false);
  check.verdict = json.value("verdict", "");
  check.note = json.value("note", "");
  check.report = json.value("report", "");
  check.difference = json.value("difference", "");
  check.timeline = json.value("timeline", "");
  return check;
}

}  // namespace grader
