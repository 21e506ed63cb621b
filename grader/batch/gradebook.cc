#include "grader/batch/gradebook.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/batch/csv.h"
#include "grader/judge/figures.h"
#include "grader/report/html_page.h"
#include "grader/report/markup.h"

namespace grader {
namespace {

struct Row {
  std::string learner;
  std::map<std::string, const Result*> by_problem;

  int score() const {
    int sum = 0;
    for (const auto& [problem, result] : by_problem) sum += result->score;
    return sum;
  }
};

struct Gradebook {
  std::vector<Row> rows;
  std::vector<std::pair<std::string, int>> problems;  // id, points
};

Gradebook Arrange(const std::vector<Result>& results,
                  const std::vector<Problem>& problems) {
  Gradebook book;
  for (const Result& result : results) {
    const auto row = std::find_if(
        book.rows.begin(), book.rows.end(),
        [&](const Row& one) { return one.learner == result.learner; });
    Row& mine = row != book.rows.end()
                    ? *row
                    : book.rows.emplace_back(Row{result.learner, {}});
    mine.by_problem[result.problem] = &result;
  }
  for (const Problem& problem : problems) {
    for (const Result& result : results) {
      if (result.problem != problem.id) continue;
      book.problems.emplace_back(problem.id, result.max_score);
      break;
    }
  }
  return book;
}

std::string TableOfLearners(const Gradebook& book) {
  std::string table =
      "<section>\n<h2>Learners</h2>\n<div class=\"wide\" tabindex=\"0\" "
      "role=\"group\" aria-label=\"points of the learners\">\n<table>\n"
      "<caption>Points per learner and problem</caption>\n<thead><tr><th "
      "scope=\"col\">learner</th>";
  for (const auto& [problem, points] : book.problems) {
    absl::StrAppend(&table, "<th scope=\"col\" class=\"number\">",
                    Markup(problem), " (", points, ")</th>");
  }
  table +=
      "<th scope=\"col\" class=\"number\">sum</th></tr></thead>\n<tbody>\n";
  for (const Row& row : book.rows) {
    absl::StrAppend(&table, "<tr><th scope=\"row\">", Markup(row.learner),
                    "</th>");
    for (const auto& [problem, points] : book.problems) {
      table += "<td class=\"number\">";
      if (const auto it = row.by_problem.find(problem);
          it != row.by_problem.end()) {
        const Result& result = *it->second;
        const std::string score = absl::StrCat(result.score);
        table +=
            result.report.empty()
                ? score
                : absl::StrCat("<a href=\"", MarkupAttribute(result.report),
                               "\">", score, "</a>");
        absl::StrAppend(
            &table, " ",
            Markup(absl::StrReplaceAll(result.verdict, {{"_", " "}})));
      }
      table += "</td>";
    }
    absl::StrAppend(&table, "<td class=\"number\">", row.score(),
                    "</td></tr>\n");
  }
  return table + "</tbody>\n</table>\n</div>\n</section>\n";
}

std::string Distribution(const std::vector<Result>& results,
                         const Gradebook& book) {
  std::string section =
      "<section>\n<h2>Problems</h2>\n<table>\n<caption>How often each verdict "
      "was given</caption>\n<thead><tr><th scope=\"col\">problem</th><th "
      "scope=\"col\">verdict</th><th scope=\"col\" class=\"number\">learners"
      "</th></tr></thead>\n<tbody>\n";
  for (const auto& [problem, points] : book.problems) {
    std::map<std::string, int> counts;
    for (const Result& result : results) {
      if (result.problem == problem) ++counts[result.verdict];
    }
    for (const auto& [verdict, count] : counts) {
      absl::StrAppend(&section, "<tr><th scope=\"row\">", Markup(problem),
                      "</th><td>",
                      Markup(absl::StrReplaceAll(verdict, {{"_", " "}})),
                      "</td><td class=\"number\">", count, "</td></tr>\n");
    }
  }
  return section + "</tbody>\n</table>\n</section>\n";
}

}  // namespace

std::string GradebookCsv(const std::vector<Result>& results,
                         const std::vector<Problem>& problems) {
  const Gradebook book = Arrange(results, problems);
  std::vector<std::string> fields = {"learner"};
  int all = 0;
  for (const auto& [problem, points] : book.problems) {
    fields.push_back(problem);
    all += points;
  }
  fields.insert(fields.end(), {"score", "max_score"});
  std::string csv = CsvRow(fields);
  for (const Row& row : book.rows) {
    fields = {row.learner};
    for (const auto& [problem, points] : book.problems) {
      const auto it = row.by_problem.find(problem);
      fields.push_back(
          it == row.by_problem.end() ? "" : absl::StrCat(it->second->score));
    }
    fields.push_back(absl::StrCat(row.score()));
    fields.push_back(absl::StrCat(all));
    csv += CsvRow(fields);
  }
  return csv;
}

std::string GradebookHtml(const std::vector<Result>& results,
                          const std::vector<Problem>& problems) {
  const Gradebook book = Arrange(results, problems);
  return HtmlPage(
      "Gradebook",
      absl::StrCat("<header>\n<h1>Gradebook</h1>\n<p>",
                   Counted(book.rows.size(), "learner"), ", ",
                   Counted(results.size(), "submission"),
                   "</p>\n</header>\n<main>\n", TableOfLearners(book),
                   Distribution(results, book), "</main>\n"));
}

}  // namespace grader
