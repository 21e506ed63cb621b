#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/batch/class_statistics.h"
#include "grader/batch/gradebook.h"
#include "grader/batch/points_histogram.h"
#include "grader/batch/sort_script.h"
#include "grader/judge/figures.h"
#include "grader/judge/verdict_words.h"
#include "grader/report/html_page.h"
#include "grader/report/markup.h"

namespace grader {
namespace {

// The last column holds sentences.
constexpr absl::string_view kStyle = R"css(
.wide td:last-child { min-width: 14rem; }
)css";

std::string VerdictInWords(const std::string& verdict) {
  return Markup(NameInWords(verdict));
}

std::string Deleted(absl::string_view markup) {
  return absl::StrCat(" <del>", markup, "</del>");
}

std::string Cell(const GradebookCell& grade) {
  const Result& result = grade.result;
  std::string score = ShownPoints(grade.score(), result.max_score);
  if (!result.verdict.empty() && grade.score() != result.score) {
    score += Deleted(ShownPoints(result.score, result.max_score));
  }
  std::string cell =
      result.report.empty()
          ? score
          : absl::StrCat("<a href=\"", MarkupAttribute(result.report), "\">",
                         score, "</a>");
  absl::StrAppend(&cell, " ", VerdictInWords(grade.verdict()));
  if (!result.verdict.empty() && grade.verdict() != result.verdict) {
    cell += Deleted(VerdictInWords(result.verdict));
  }
  return cell;
}

std::string TableOfLearners(const Gradebook& book) {
  std::string table =
      "<section>\n<h2>Learners</h2>\n<div class=\"wide\" tabindex=\"0\" "
      "role=\"group\" aria-label=\"points of the learners\">\n<table "
      "class=\"sortable\">\n"
      "<caption>Points per learner and problem</caption>\n<thead><tr><th "
      "scope=\"col\">learner</th>";
  for (const GradebookColumn& column : book.columns) {
    absl::StrAppend(&table, "<th scope=\"col\" class=\"number\">",
                    Markup(column.id), " (", ExactPoints(column.max_score),
                    ")</th>");
  }
  absl::StrAppend(&table, "<th scope=\"col\" class=\"number\">sum (",
                  ExactPoints(book.max_score()),
                  ")</th><th scope=\"col\">ID</th><th scope=\"col\">section"
                  "</th><th scope=\"col\">reason</th></tr></thead>\n<tbody>\n");
  for (const GradebookRow& row : book.rows) {
    absl::StrAppend(&table, "<tr><th scope=\"row\">", Markup(row.member.name),
                    "</th>");
    for (const GradebookColumn& column : book.columns) {
      table += "<td class=\"number\">";
      const auto it = row.grades.find(column.id);
      if (it != row.grades.end()) table += Cell(it->second);
      table += "</td>";
    }
    const Learner& learner = row.member.learner;
    absl::StrAppend(&table, "<td class=\"number\">",
                    ShownPoints(row.score(), book.max_score()), "</td><td>",
                    Markup(learner.id.empty() ? learner.number : learner.id),
                    "</td><td>", Markup(learner.section), "</td><td>",
                    Markup(row.Reason(book.columns.size() > 1)),
                    "</td></tr>\n");
  }
  return table + "</tbody>\n</table>\n</div>\n</section>\n";
}

std::string Distribution(const Gradebook& book) {
  std::vector<Points> sums;
  for (const GradebookRow& row : book.rows) sums.push_back(row.score());
  std::string section = absl::StrCat(
      "<section>\n<h2>Points</h2>\n",
      "<p class=\"faint\">Learners by their share of the points, in percent; "
      "for a problem those who handed in.</p>\n<div class=\"histograms\">\n",
      PointsHistogram("sum", DistributionOf(sums, book.max_score()),
                      book.max_score()));
  for (const GradebookColumn& column : book.columns) {
    if (book.columns.size() == 1) break;  // the same again
    std::vector<Points> scores;
    for (const GradebookRow& row : book.rows) {
      const auto it = row.grades.find(column.id);
      if (it != row.grades.end()) scores.push_back(it->second.score());
    }
    section += PointsHistogram(
        column.id, DistributionOf(scores, column.max_score), column.max_score);
  }
  return section + "</div>\n</section>\n";
}

std::string Failures(const Gradebook& book) {
  const std::vector<CaseFailures> failures = FailuresByCase(book);
  std::string section = "<section>\n<h2>Cases</h2>\n";
  if (failures.empty()) return section + "<p>No case failed.</p>\n</section>\n";
  section +=
      "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"how "
      "often "
      "cases fail\">\n<table class=\"sortable\">\n<caption>Cases that failed, "
      "of "
      "those who were graded by them, and how</caption>\n<thead><tr><th "
      "scope=\"col\">case</th><th scope=\"col\">problem</th><th scope=\"col\" "
      "class=\"number\">failed</th><th scope=\"col\" "
      "class=\"number\">of</th><th "
      "scope=\"col\" class=\"number\">rate</th><th scope=\"col\">how</th></tr>"
      "</thead>\n<tbody>\n";
  for (const CaseFailures& one : failures) {
    std::vector<std::string> ways;
    for (const auto& [way, count] : one.ways) {
      ways.push_back(absl::StrCat(way, " (", count, ")"));
    }
    absl::StrAppend(
        &section, "<tr><th scope=\"row\">", Markup(one.name), "</th><td>",
        Markup(one.problem), "</td><td class=\"number\">", one.failed,
        "</td><td class=\"number\">", one.run, "</td><td class=\"number\">",
        (one.failed * 200 + one.run) / (2 * one.run), " %</td><td>",
        Markup(absl::StrJoin(ways, ", ")), "</td></tr>\n");
  }
  return section + "</tbody>\n</table>\n</div>\n</section>\n";
}

std::string Verdicts(const Gradebook& book) {
  std::string section =
      "<section>\n<h2>Verdicts</h2>\n<table class=\"sortable\">\n<caption>How "
      "often each verdict "
      "was given</caption>\n<thead><tr><th scope=\"col\">problem</th><th "
      "scope=\"col\">verdict</th><th scope=\"col\" class=\"number\">learners"
      "</th></tr></thead>\n<tbody>\n";
  for (const GradebookColumn& column : book.columns) {
    std::map<std::string, int> counts;
    for (const GradebookRow& row : book.rows) {
      const auto it = row.grades.find(column.id);
      const std::string verdict =
          it == row.grades.end() ? "" : it->second.verdict();
      ++counts[verdict.empty() ? "not_handed_in" : verdict];
    }
    for (const auto& [verdict, count] : counts) {
      absl::StrAppend(&section, "<tr><th scope=\"row\">", Markup(column.id),
                      "</th><td>", VerdictInWords(verdict),
                      "</td><td class=\"number\">", count, "</td></tr>\n");
    }
  }
  return section + "</tbody>\n</table>\n</section>\n";
}

}  // namespace

std::string GradebookHtml(const Gradebook& book) {
  std::size_t submissions = 0;
  std::size_t decided = 0;
  for (const GradebookRow& row : book.rows) {
    for (const auto& [problem, grade] : row.grades) {
      submissions += grade.result.verdict.empty() ? 0 : 1;
      decided += grade.decided ? 1 : 0;
    }
  }
  return HtmlPage(
      "Gradebook",
      absl::StrCat(
          "<header>\n<h1>Gradebook</h1>\n<p>",
          Counted(book.rows.size(), "learner"), ", ",
          Counted(submissions, "submission"),
          decided == 0 ? "" : absl::StrCat(", ", Counted(decided, "override")),
          "</p>\n</header>\n<main>\n", TableOfLearners(book),
          Distribution(book), Failures(book), Verdicts(book), "</main>\n"),
      kSortScript, absl::StrCat(kSortStyle, kHistogramStyle, kStyle));
}

}  // namespace grader
