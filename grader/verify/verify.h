// Does a problem hold? Its reference is accepted, its starter is not, every
// example submission gets what its author says it must get, and its cases and
// limits do the work they are there for.
#ifndef GRADER_VERIFY_VERIFY_H_
#define GRADER_VERIFY_VERIFY_H_

#include <string>
#include <vector>

#include "grader/execute/workshop.h"
#include "grader/grade.h"
#include "grader/problem/problem.h"
#include "grader/verify/grading_board.h"
#include "grader/verify/proof.h"

namespace grader {

struct VerifyOptions {
  GradeOptions grade;
  // Of kPartNames: these parts alone, with what they need; empty: all.
  std::vector<std::string> only;
  // Run every build this many times more, beside `busy_loops` processes that do
  // nothing but compute: each run must agree with the first.
  int repeats = 0;
  int busy_loops = 0;
  // Where others find what they can grade ahead; null: nobody looks for it.
  GradingBoard* board = nullptr;
};

// Grades the references, the starters and the example submissions of `problem`,
// which lie beside the folder of problems: solutions/ID, starters/ID and
// fixtures/problems/ID.
Proof VerifyProblem(const Problem& problem, const VerifyOptions& options,
                    const Workshop& workshop);

}  // namespace grader

#endif  // GRADER_VERIFY_VERIFY_H_
