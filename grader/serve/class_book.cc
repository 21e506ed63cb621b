#include "grader/serve/class_book.h"

#include <utility>

#include "grader/batch/members.h"
#include "grader/problem/max_points.h"
#include "nlohmann/json.hpp"

namespace grader {
namespace {

Points MaxPointsOf(const CourseUnit& unit) {
  return unit.problem() != nullptr
             ? MaxPoints(*unit.problem())
             : Points(static_cast<int>(unit.material()->questions.size()));
}

GradebookCell CellOf(const std::string& learner, const SubmissionHead& best) {
  GradebookCell cell;
  cell.result.learner = learner;
  cell.result.problem = best.unit;
  cell.result.language = best.language;
  cell.result.verdict = best.verdict;
  cell.result.score = best.points;
  cell.result.max_score = best.max_points;
  cell.earned = best.points - best.late.deducted;
  cell.late = best.late.words;
  if (best.set_points) cell.decided = Override{best.set_points, "", "", ""};
  return cell;
}

}  // namespace

const Standing& StandingIn(const ClassStandings& standings,
                           const std::string& person, const std::string& unit) {
  static const auto& nothing = *new Standing;
  const auto units = standings.find(person);
  if (units == standings.end()) return nothing;
  const auto it = units->second->find(unit);
  return it == units->second->end() ? nothing : it->second;
}

Gradebook ClassBook(const std::vector<Person>& learners,
                    const std::vector<CourseUnit>& units,
                    const ClassStandings& standings) {
  Gradebook book;
  for (const CourseUnit& unit : units) {
    if (unit.kind() == "lesson") continue;
    book.columns.push_back({unit.id(), unit.title(), MaxPointsOf(unit)});
  }
  for (const Person& person : learners) {
    GradebookRow row;
    row.member.name = person.name;
    row.member.learner.name = person.name;
    for (const GradebookColumn& column : book.columns) {
      const Standing& standing = StandingIn(standings, person.id, column.id);
      if (!standing.best) continue;
      row.member.handed_in = true;
      row.grades[column.id] = CellOf(person.name, *standing.best);
    }
    book.rows.push_back(std::move(row));
  }
  return book;
}

void AddRoster(const std::vector<Learner>& roster, Gradebook& book) {
  std::vector<Learner> owners;
  for (const GradebookRow& row : book.rows) {
    owners.push_back(row.member.learner);
  }
  const Members members = MatchMembers(owners, roster);
  for (std::size_t i = 0; i < book.rows.size(); ++i) {
    const Member& member = members.all[members.of_each[i]];
    book.rows[i].member.learner = member.learner;
    book.rows[i].member.notes = member.notes;
  }
}

std::vector<CaseOutcome> CasesOf(const std::string& json) {
  std::vector<CaseOutcome> cases;
  const auto report = nlohmann::json::parse(json, nullptr, false);
  if (!report.is_object()) return cases;
  try {
    for (const nlohmann::json& one : report.at("cases")) {
      if (!one.is_object()) continue;
      // One that was not run has no verdict.
      const auto text = [&](const char* key) {
        const auto it = one.find(key);
        return it == one.end() || !it->is_string() ? std::string()
                                                   : it->get<std::string>();
      };
      cases.push_back({text("name"), text("verdict"), text("reason")});
    }
  } catch (const nlohmann::json::exception&) {
    cases.clear();  // of a grader that wrote another form
  }
  return cases;
}

}  // namespace grader
