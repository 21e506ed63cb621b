// Does a problem hold? Its reference is accepted, its starter is not, and every
// example submission gets what its author says it must get.
#ifndef GRADER_VERIFY_VERIFY_H_
#define GRADER_VERIFY_VERIFY_H_

#include <functional>
#include <string>
#include <vector>

#include "grader/execute/runner.h"
#include "grader/execute/workspace.h"
#include "grader/grade.h"
#include "grader/problem/problem.h"
#include "grader/problem/submission_rules.h"
#include "grader/report/report.h"

namespace grader {

// One submission of a problem and what became of it.
struct Finding {
  std::string submission;  // relative to the repository
  std::string outcome;     // "accepted", "wrong_answer (stdout)", …
  std::string complaint;   // empty: as it should be
};

struct VerifyOptions {
  GradeOptions grade;
  // Run every build this many times more, beside `busy_loops` threads that do
  // nothing but compute: each run must agree with the first.
  int repeats = 0;
  int busy_loops = 0;
};

// Grades the references, the starters and the example submissions of `problem`,
// which lie beside the folder of problems: solutions/ID, starters/ID and
// fixtures/problems/ID.
std::vector<Finding> VerifyProblem(const Problem& problem,
                                   const VerifyOptions& options,
                                   Workspace& workspace, Runner& runner);

// What is wrong with `report` under `rule`; empty: nothing. Pure.
std::string Complaint(const Report& report, const SubmissionRule& rule);

// What must not depend on the machine, as text: of each case its verdict, its
// reason and the checks that failed. Pure.
std::string Signature(const Report& report);

}  // namespace grader

#endif  // GRADER_VERIFY_VERIFY_H_
