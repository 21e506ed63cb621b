#include "grader/problem/max_points.h"

namespace grader {

Points MaxPoints(const Problem& problem, const std::string& only_case,
                 Bonus bonus) {
  const bool all = bonus == Bonus::kCounted;
  Points points;
  for (const TestCase& test_case : problem.cases) {
    if (!only_case.empty() && test_case.name != only_case) continue;
    if (all || !test_case.bonus) points += test_case.points;
  }
  for (const CaseGroup& group : WholeGroups(problem, only_case)) {
    if (all || !group.bonus) points += group.points;
  }
  return points;
}

std::vector<CaseGroup> WholeGroups(const Problem& problem,
                                   const std::string& only_case) {
  if (only_case.empty()) return problem.groups;
  std::vector<CaseGroup> whole;
  for (const CaseGroup& group : problem.groups) {
    if (group.cases == std::vector<std::string>{only_case}) {
      whole.push_back(group);
    }
  }
  return whole;
}

}  // namespace grader
