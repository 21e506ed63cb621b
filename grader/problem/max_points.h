// MaxPoints: what there is to get for cases. One sum for reports, gradebooks
// and pages.
#ifndef GRADER_PROBLEM_MAX_POINTS_H_
#define GRADER_PROBLEM_MAX_POINTS_H_

#include <string>
#include <vector>

#include "grader/problem/problem.h"

namespace grader {

enum class Bonus { kLeftOut, kCounted };

// Those of all cases of `problem` and of its groups; with `only_case`, those of
// that case alone, and of a group only if that is all of it. Bonus points are
// not among what a report is out of, but somebody can get them.
Points MaxPoints(const Problem& problem, const std::string& only_case = "",
                 Bonus bonus = Bonus::kLeftOut);

// The groups that are graded as a whole when `only_case` is, or all.
std::vector<CaseGroup> WholeGroups(const Problem& problem,
                                   const std::string& only_case);

}  // namespace grader

#endif  // GRADER_PROBLEM_MAX_POINTS_H_
