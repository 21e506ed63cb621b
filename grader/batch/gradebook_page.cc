#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/batch/gradebook.h"
#include "grader/batch/sort_script.h"
#include "grader/judge/figures.h"
#include "grader/report/html_page.h"
#include "grader/report/markup.h"

namespace grader {
namespace {

std::string Cell(const Result& result) {
  const std::string score = ShownPoints(result.score, result.max_score);
  return absl::StrCat(
      result.report.empty()
          ? score
          : absl::StrCat("<a href=\"", MarkupAttribute(result.report), "\">",
                         score, "</a>"),
      " ", Markup(absl::StrReplaceAll(result.verdict, {{"_", " "}})));
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
      const auto it = row.results.find(column.id);
      if (it != row.results.end()) table += Cell(it->second);
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
  std::string section =
      "<section>\n<h2>Problems</h2>\n<table class=\"sortable\">\n<caption>How "
      "often each verdict "
      "was given</caption>\n<thead><tr><th scope=\"col\">problem</th><th "
      "scope=\"col\">verdict</th><th scope=\"col\" class=\"number\">learners"
      "</th></tr></thead>\n<tbody>\n";
  for (const GradebookColumn& column : book.columns) {
    std::map<std::string, int> counts;
    for (const GradebookRow& row : book.rows) {
      const auto it = row.results.find(column.id);
      ++counts[it == row.results.end() ? "not_handed_in" : it->second.verdict];
    }
    for (const auto& [verdict, count] : counts) {
      absl::StrAppend(&section, "<tr><th scope=\"row\">", Markup(column.id),
                      "</th><td>",
                      Markup(absl::StrReplaceAll(verdict, {{"_", " "}})),
                      "</td><td class=\"number\">", count, "</td></tr>\n");
    }
  }
  return section + "</tbody>\n</table>\n</section>\n";
}

}  // namespace

std::string GradebookHtml(const Gradebook& book) {
  std::size_t submissions = 0;
  for (const GradebookRow& row : book.rows) submissions += row.results.size();
  return HtmlPage(
      "Gradebook",
      absl::StrCat("<header>\n<h1>Gradebook</h1>\n<p>",
                   Counted(book.rows.size(), "learner"), ", ",
                   Counted(submissions, "submission"),
                   "</p>\n</header>\n<main>\n", TableOfLearners(book),
                   Distribution(book), "</main>\n"),
      kSortScript, kSortStyle);
}

}  // namespace grader
