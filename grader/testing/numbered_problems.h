// Problems that hand-ins can be meant for, for tests.
#ifndef GRADER_TESTING_NUMBERED_PROBLEMS_H_
#define GRADER_TESTING_NUMBERED_PROBLEMS_H_

#include <vector>

#include "grader/problem/problem.h"

namespace grader {

inline std::vector<Problem> NumberedProblems() {
  std::vector<Problem> problems(3);
  problems[0].id = "basic";
  problems[0].number = 1;
  problems[1].id = "concurrent-requests";
  problems[1].number = 2;
  problems[2].id = "requests";
  problems[2].number = 12;
  return problems;
}

}  // namespace grader

#endif  // GRADER_TESTING_NUMBERED_PROBLEMS_H_
