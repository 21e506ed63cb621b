// ClassBook: a class in the browser as the Gradebook that a batch makes, so
// that both are exported and counted by the same code. Pure.
#ifndef GRADER_SERVE_CLASS_BOOK_H_
#define GRADER_SERVE_CLASS_BOOK_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "grader/batch/gradebook.h"
#include "grader/problem/course_units.h"
#include "grader/store/store.h"

namespace grader {

using ClassStandings =
    std::map<std::string, std::shared_ptr<const UnitStandings>>;  // by person

// What `person` has done in `unit`; no attempt if there is none.
const Standing& StandingIn(const ClassStandings& standings,
                           const std::string& person, const std::string& unit);

// A row for each learner with the best submission to each problem and quiz of
// the course, and what an instructor gave in its place; without the cases.
Gradebook ClassBook(const std::vector<Person>& learners,
                    const std::vector<CourseUnit>& units,
                    const ClassStandings& standings);

// Gives the rows what `roster` knows of their learners, where it means somebody
// in the class by name.
void AddRoster(const std::vector<Learner>& roster, Gradebook& book);

// How the cases of a report ended; `json` is grader.report/1. None if it is
// empty.
std::vector<CaseOutcome> CasesOf(const std::string& json);

}  // namespace grader

#endif  // GRADER_SERVE_CLASS_BOOK_H_
