// Names that a submission's files must not have, since files of the problem's
// go by them.
#ifndef GRADER_EXECUTE_TAKEN_NAMES_H_
#define GRADER_EXECUTE_TAKEN_NAMES_H_

#include <string>
#include <vector>

#include "grader/execute/diagnostic.h"
#include "grader/execute/plan.h"
#include "grader/problem/submission.h"

namespace grader {

// An error for each file of `submission`, whose main file is `main` if it has
// one, that has the name of
// - a file that it is run with, unless it is a copy of that one: nobody would
//   ever see it;
// - an implementation that tests are compiled with: tests that bring their own
//   would test that one, with every implementation;
// - a file of the suite that is compiled with it.
std::vector<Diagnostic> TakenNames(const Submission& submission,
                                   const Plan& plan, const std::string& main);

}  // namespace grader

#endif  // GRADER_EXECUTE_TAKEN_NAMES_H_
