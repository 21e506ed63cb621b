// ExploreSchedules: the schedules of a case's threads, several at a time until
// one fails; of those that fail the first by number decides.
#ifndef GRADER_EXPLORE_H_
#define GRADER_EXPLORE_H_

#include <cstddef>
#include <functional>

#include "grader/execute/build.h"
#include "grader/execute/command.h"
#include "grader/execute/runner.h"
#include "grader/problem/problem.h"
#include "grader/report/report.h"

namespace grader {

// How a case is run and judged.
struct CaseTrial {
  std::function<CaseReport(const Command& command, Runner& runner)> run;
  std::function<CaseReport(const Observation& observation)> judge;
  // Does work(i, runner) for all i below `count`, in this order but perhaps
  // several at a time, each with another Runner.
  std::function<void(
      std::size_t count,
      const std::function<void(std::size_t i, Runner& runner)>& work)>
      share;
};

// Runs `command`, which comes from `build`, first so that each thread goes on
// until it has to wait, then under the seeds that `exploration` names. The
// first of these that fails decides, whichever is through first: what its
// schedule does not need to fail is taken out of it, and where it happened is
// looked up by `runner`. If none fails, the run without a schedule decides: a
// program may be another one when it is watched. A schedule that could not be
// judged is tried again and is never a failure: if it cannot be judged at all,
// and none fails, neither can the case.
CaseReport ExploreSchedules(const Exploration& exploration, const Build& build,
                            const Command& command, const CaseTrial& trial,
                            Runner& runner);

}  // namespace grader

#endif  // GRADER_EXPLORE_H_
