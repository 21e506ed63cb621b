// The interactor of a case: a checker that runs beside the submission.
#ifndef GRADER_PROBLEM_INTERACTOR_H_
#define GRADER_PROBLEM_INTERACTOR_H_

#include "grader/problem/problem.h"

namespace grader {

// Null if `test_case` has none.
const Checker* InteractorOf(const TestCase& test_case);

}  // namespace grader

#endif  // GRADER_PROBLEM_INTERACTOR_H_
