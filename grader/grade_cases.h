// GradeCases: from a build to what there is to say about each case.
#ifndef GRADER_GRADE_CASES_H_
#define GRADER_GRADE_CASES_H_

#include <string>
#include <vector>

#include "grader/execute/build.h"
#include "grader/execute/workshop.h"
#include "grader/problem/problem.h"
#include "grader/problem/submission.h"
#include "grader/report/report.h"

namespace grader {

// Runs and judges `cases` of `problem`, `build` being that of `submission`; the
// reports stand in their order. Cases run beside each other on the virtual
// clock, where it makes no difference to a run what else goes on, unless they
// need another one or an author's program.
std::vector<CaseReport> GradeCases(const Problem& problem,
                                   const Submission& submission,
                                   const std::vector<const TestCase*>& cases,
                                   const Build& build, ClockKind clock,
                                   const Workshop& workshop);

// The first case that `test_case` needs and that failed, so that it is not run;
// else null. One that is not among `cases` was not asked for.
const CaseReport* FailedNeed(const TestCase& test_case,
                             const std::vector<CaseReport>& cases);

// Whether the case cannot be judged without running the reference, a checker or
// a generator.
bool NeedsAuthorsProgram(const TestCase& test_case);

// Whether the run of the case is kept in the cache, so that judging it takes no
// Runner.
bool IsKnown(const TestCase& test_case, const Submission& submission,
             const Build& build, ClockKind clock, const Workshop& workshop);

}  // namespace grader

#endif  // GRADER_GRADE_CASES_H_
