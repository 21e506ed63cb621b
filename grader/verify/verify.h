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

// Grades the references, the starters and the example submissions of `problem`,
// which lie beside the folder of problems: solutions/ID, starters/ID and
// fixtures/problems/ID.
std::vector<Finding> VerifyProblem(const Problem& problem,
                                   const GradeOptions& options,
                                   Workspace& workspace, Runner& runner);

// What is wrong with `report` under `rule`; empty: nothing. Pure.
std::string Complaint(const Report& report, const SubmissionRule& rule);

}  // namespace grader

#endif  // GRADER_VERIFY_VERIFY_H_
