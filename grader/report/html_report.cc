#include "grader/report/html_report.h"

#include <cstddef>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/judge/figures.h"
#include "grader/report/grader_version.h"
#include "grader/report/html_case.h"
#include "grader/report/html_page.h"
#include "grader/report/json_values.h"
#include "grader/report/markup.h"
#include "grader/report/plain_text.h"
#include "grader/report/text_build.h"
#include "grader/report/visibility.h"
#include "grader/report/words.h"

namespace grader {
namespace {

// What a suite in the submission's process is to be known for, as markup.
std::string Claims(const Report& view) {
  const std::string claims = ClaimsInWords(view);
  return claims.empty() ? "" : absl::StrCat(" ", Markup(claims));
}

constexpr std::size_t kErrorsOnPage = 20;
constexpr std::size_t kLongestLog = 20'000;

std::string Head(const Report& view) {
  return absl::StrCat(
      "<header>\n<h1>", Markup(view.title), "</h1>\n<p class=\"verdict ",
      HtmlClass(view.verdict.word), "\">", HtmlSign(view.verdict.word),
      VerdictHead(view.verdict), " <span class=\"points\">",
      PointsInWords(view.score, view.max_score), "</span></p>\n</header>\n");
}

std::string DiagnosticItem(const Diagnostic& diagnostic,
                           const std::optional<Explained>& explained) {
  const bool error = diagnostic.severity == Severity::kError;
  std::string item = absl::StrCat("<li><p><code class=\"place\">",
                                  Markup(PlaceInWords(diagnostic)), "</code> ",
                                  error ? "" : "<em>warning:</em> ",
                                  Markup(diagnostic.message), "</p>\n");
  if (!diagnostic.excerpt.empty()) {
    absl::StrAppend(
        &item, HtmlPre("source line", absl::StrJoin(diagnostic.excerpt, "\n")));
  }
  return item + HtmlExplained(explained) + "</li>\n";
}

// `explained` is what the first one means.
std::string DiagnosticList(const Build& build, Severity severity,
                           const std::optional<Explained>& explained) {
  std::string items;
  std::size_t found = 0;
  for (const Diagnostic& diagnostic : build.diagnostics) {
    if (diagnostic.severity != severity) continue;
    if (++found > kErrorsOnPage) continue;
    items += DiagnosticItem(diagnostic, found == 1 ? explained : std::nullopt);
  }
  if (found == 0) return "";
  std::string list =
      absl::StrCat("<ol class=\"diagnostics\">\n", items, "</ol>\n");
  if (found > kErrorsOnPage) {
    absl::StrAppend(&list, "<p>… and ", found - kErrorsOnPage, " more.</p>\n");
  }
  return list;
}

std::string BuildSection(const Report& view) {
  const std::string errors =
      DiagnosticList(view.build, Severity::kError, view.explained);
  const std::string warnings =
      DiagnosticList(view.build, Severity::kWarning, std::nullopt);
  std::string section;
  if (!view.build.ok && errors.empty() && view.build.log.empty()) {
    return absl::StrCat("<section>\n<h2>Why nothing was run</h2>\n<p>",
                        Markup(Shortened(view.verdict.message, kLongestLog)),
                        "</p>\n</section>\n");
  }
  if (!view.build.ok) {
    absl::StrAppend(&section, "<section>\n<h2>What the compiler says</h2>\n<p>",
                    Markup(Shortened(view.verdict.message, kLongestLog)),
                    " Start with the first error: later ones often follow from "
                    "it.</p>\n",
                    errors, "</section>\n");
    if (errors.empty()) {
      absl::StrAppend(&section,
                      HtmlPre("the compiler's output",
                              Shortened(view.build.log, kLongestLog)));
    }
  }
  if (!warnings.empty()) {
    absl::StrAppend(&section, "<section>\n<h2>Warnings of the compiler</h2>\n",
                    HtmlFolded("Show the warnings", warnings), "</section>\n");
  }
  return section;
}

std::string TableOfCases(const Report& view) {
  if (view.cases.empty()) return "";
  std::string table =
      "<section>\n<h2>Cases</h2>\n<div class=\"wide\" tabindex=\"0\" "
      "role=\"group\" aria-label=\"table of the cases\">\n<table>\n"
      "<caption>Every case, in the order in which they ran</caption>\n<thead>"
      "<tr><th scope=\"col\">case</th><th scope=\"col\">verdict</th><th "
      "scope=\"col\" class=\"number\">time</th><th scope=\"col\" "
      "class=\"number\">points</th></tr></thead>\n<tbody>\n";
  std::size_t index = 0;
  for (const CaseReport& one : view.cases) {
    absl::StrAppend(
        &table, "<tr><th scope=\"row\"><a href=\"#case-", ++index, "\">",
        Markup(one.test_case.name), "</a>",
        one.test_case.visibility == Visibility::kHidden ? " (hidden)" : "",
        "</th>", HtmlVerdict("td", one), "<td class=\"number\">",
        TimeInWords(one), "</td><td class=\"number\">", PointsOutOf(one),
        "</td></tr>\n");
  }
  return table + "</tbody>\n</table>\n</div>\n</section>\n";
}

std::string TableOfGroups(const Report& view) {
  if (view.groups.empty()) return "";
  std::string table =
      "<section>\n<h2>Groups</h2>\n<div class=\"wide\" tabindex=\"0\" "
      "role=\"group\" aria-label=\"table of the groups\">\n<table>\n"
      "<caption>Cases whose points are given together</caption>\n<thead>"
      "<tr><th scope=\"col\">group</th><th scope=\"col\">cases</th><th "
      "scope=\"col\">what counts</th><th scope=\"col\" class=\"number\">"
      "points</th></tr></thead>\n<tbody>\n";
  for (const GroupReport& group : view.groups) {
    absl::StrAppend(&table, "<tr><th scope=\"row\">", Markup(group.group.name),
                    "</th><td>", Markup(absl::StrJoin(group.group.cases, ", ")),
                    "</td><td>", group.passed() ? "✓ " : "✗ ",
                    Markup(InWords(group)), "</td><td class=\"number\">",
                    PointsOutOf(group), "</td></tr>\n");
  }
  return table + "</tbody>\n</table>\n</div>\n</section>\n";
}

std::string DeductionItem(const DeductionReport& one) {
  std::string item = absl::StrCat("<h3>", Markup(NameOf(one.deduction)), ": ",
                                  Markup(PointsInWords(one)), "</h3>\n<p>",
                                  Markup(InWords(one)), ". ",
                                  Markup(one.deduction.message), "</p>\n");
  if (one.found.told.empty()) return item;
  item += "<ol class=\"diagnostics\">\n";
  for (const Diagnostic& place : one.found.told) {
    item += DiagnosticItem(place, std::nullopt);
  }
  item += "</ol>\n";
  if (const std::string more = UntoldInWords(one); !more.empty()) {
    absl::StrAppend(&item, "<p>", Markup(more), ".</p>\n");
  }
  return item;
}

std::string Deductions(const Report& view) {
  if (view.deductions.empty()) return "";
  std::string section = "<section>\n<h2>Deductions</h2>\n";
  for (const DeductionReport& one : view.deductions) {
    section += DeductionItem(one);
  }
  return section + "</section>\n";
}

std::string Hints(const Report& view) {
  if (view.cases.empty() || view.hints.empty() ||
      view.verdict.word == VerdictWord::kAccepted ||
      view.verdict.word == VerdictWord::kJudgeError) {
    return "";
  }
  std::string section = "<section>\n<h2>Hints</h2>\n";
  for (std::size_t i = 0; i < view.hints.size(); ++i) {
    section +=
        HtmlFolded(absl::StrCat("Hint ", i + 1, " of ", view.hints.size()),
                   absl::StrCat("<p>", Markup(view.hints[i]), "</p>\n"));
  }
  return section + "</section>\n";
}

std::string Foot(const Report& view) {
  return absl::StrCat(
      "<footer>\n<p>Problem <code>", Markup(view.problem), "</code>, language ",
      Markup(view.language), ", on the ", ClockName(view.clock),
      " clock. Isolation: ",
      view.isolation.empty() ? "none"
                             : Markup(absl::StrJoin(view.isolation, ", ")),
      ". ", KeptInWords(view), Claims(view), "</p>\n",
      view.grader.empty()
          ? ""
          : absl::StrCat("<p>", Markup(GraderInWords(view)), "</p>\n"),
      "</footer>\n");
}

}  // namespace

std::string HtmlReportBody(const Report& full) {
  const Report view = LearnerView(full);
  std::string body = Head(view) + "<main>\n" + BuildSection(view) +
                     TableOfCases(view) + TableOfGroups(view) +
                     Deductions(view);
  for (std::size_t i = 0; i < view.cases.size(); ++i) {
    body += HtmlCase(view, i);
  }
  return body + Hints(view) + "</main>\n" + Foot(view);
}

std::string HtmlReport(const Report& report) {
  return HtmlPage(absl::StrCat(VerdictHead(report.verdict), ": ", report.title),
                  HtmlReportBody(report));
}

}  // namespace grader
