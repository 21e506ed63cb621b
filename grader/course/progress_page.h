// The progress of a course as text for a learner's terminal. Pure.
#ifndef GRADER_COURSE_PROGRESS_PAGE_H_
#define GRADER_COURSE_PROGRESS_PAGE_H_

#include <map>
#include <string>
#include <vector>

#include "grader/course/progress.h"
#include "grader/problem/problem.h"
#include "grader/report/page.h"

namespace grader {

// "██████░░░░ 3 of 5 done", of `units`; the bar alone takes `columns`.
std::vector<Piece> ProgressBar(const std::vector<Problem>& units,
                               const std::map<std::string, UnitState>& states,
                               int columns);

// One unit on one line of `page`: `lead`, its number, its title, what became of
// it, its points.
void WriteUnitLine(const Problem& unit, const UnitState& state,
                   const Piece& lead, Page& page);

// The bar, and a line per unit.
std::string ProgressText(const std::vector<Problem>& units,
                         const std::map<std::string, UnitState>& states,
                         const TextStyle& style);

}  // namespace grader

#endif  // GRADER_COURSE_PROGRESS_PAGE_H_
