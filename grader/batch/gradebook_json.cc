#include "grader/batch/gradebook.h"
#include "grader/report/json_values.h"

namespace grader {
namespace {

Json CellObject(const GradebookCell& cell) {
  const Result& result = cell.result;
  Json object = {{"problem", result.problem},
                 {"verdict", cell.verdict()},
                 {"score", cell.score()},
                 {"max_score", result.max_score}};
  // What of it was graded: nothing, where nothing was handed in.
  object["graded"] = nullptr;
  if (!result.verdict.empty()) {
    object["graded"] = {{"verdict", result.verdict},
                        {"score", result.score},
                        {"after_deadline", cell.earned},
                        {"report", result.report}};
  }
  if (cell.decided) {
    const Override& decided = *cell.decided;
    Json& changed = object["override"];
    changed = Json::object();
    if (decided.points) changed["points"] = *decided.points;
    if (!decided.verdict.empty()) changed["verdict"] = decided.verdict;
    changed["reason"] = decided.reason;
    changed["who"] = decided.who;
  }
  object["reasons"] = cell.Reasons();
  return object;
}

}  // namespace

std::string GradebookJson(const Gradebook& book) {
  Json problems = Json::array();
  for (const GradebookColumn& column : book.columns) {
    problems.push_back({{"id", column.id},
                        {"title", column.title},
                        {"max_score", column.max_score}});
  }
  Json learners = Json::array();
  for (const GradebookRow& row : book.rows) {
    Json grades = Json::array();
    for (const auto& [problem, cell] : row.grades) {
      grades.push_back(CellObject(cell));
    }
    const Learner& learner = row.member.learner;
    learners.push_back({{"learner", row.member.name},
                        {"id", learner.id},
                        {"email", learner.email},
                        {"section", learner.section},
                        {"score", row.score()},
                        {"grades", std::move(grades)},
                        {"notes", row.member.notes}});
  }
  return Dump({{"schema", "grader.gradebook/1"},
               {"max_score", book.max_score()},
               {"problems", std::move(problems)},
               {"learners", std::move(learners)}});
}

}  // namespace grader
