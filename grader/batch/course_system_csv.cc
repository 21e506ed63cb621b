#include "grader/batch/course_system_csv.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/batch/csv.h"

namespace grader {

std::string CanvasCsv(const Gradebook& book) {
  std::vector<std::string> header = {"Student", "ID", "SIS User ID",
                                     "SIS Login ID", "Section"};
  std::vector<std::string> points = {"    Points Possible", "", "", "", ""};
  for (const GradebookColumn& column : book.columns) {
    header.push_back(column.title);
    points.push_back(ExactPoints(column.max_score));
  }
  std::string csv = CsvRow(header) + CsvRow(points);
  for (const GradebookRow& row : book.rows) {
    const Learner& learner = row.member.learner;
    std::vector<std::string> fields = {learner.name, learner.number, learner.id,
                                       learner.login, learner.section};
    for (const GradebookColumn& column : book.columns) {
      const auto it = row.grades.find(column.id);
      fields.push_back(
          ExactPoints(it == row.grades.end() ? Points() : it->second.score()));
    }
    csv += CsvRow(fields);
  }
  return csv;
}

std::string MoodleCsv(const Gradebook& book) {
  std::string csv =
      CsvRow({"Identifier", "Full name", "ID number", "Email address", "Grade",
              "Maximum grade", "Last modified (grade)", "Feedback comments"});
  for (const GradebookRow& row : book.rows) {
    const Learner& learner = row.member.learner;
    csv += CsvRow({learner.number.empty()
                       ? ""
                       : absl::StrCat("Participant ", learner.number),
                   learner.name, learner.id, learner.email,
                   ExactPoints(row.score()), ExactPoints(book.max_score()), "",
                   row.Reason(book.columns.size() > 1)});
  }
  return csv;
}

}  // namespace grader
