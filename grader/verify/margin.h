// Do the limits leave room? What the reference uses against what it may use,
// and how far a submission that is wrong by slowness is from what would be
// enough; pure.
#ifndef GRADER_VERIFY_MARGIN_H_
#define GRADER_VERIFY_MARGIN_H_

#include <string>
#include <vector>

#include "grader/problem/submission_rules.h"
#include "grader/report/report.h"

namespace grader {

// Every limit of which `reference`, an accepted report, uses more than half:
// a machine half as fast, or another version of a library, would reach it.
std::vector<std::string> NarrowLimits(const Report& reference);

// A submission is wrong by slowness if, in a case that its rule says it must
// fail, nothing but time speaks against it: every check that fails there is an
// upper bound on time, or a limit of time ended the run. Being late has to show
// on any machine, so it must take twice what is allowed. What comes too early,
// or is wrong in its output, its order or its concurrency as well, is not slow:
// how late it is does not matter.

// Whether a limit of time ended the run of `one`.
bool StoppedByTime(const CaseReport& one);

// Every case that catches `report` of `submission` by upper bounds on time
// alone and by none of them clearly.
std::vector<std::string> NarrowMisses(const std::string& submission,
                                      const Report& report,
                                      const SubmissionRule& rule);

// The cases that `report` must fail under `rule` and that a limit of time
// ended, with limits of time twice as large; graded again, they must end that
// way again.
std::vector<TestCase> StoppedCases(const Report& report,
                                   const SubmissionRule& rule);

// Every case of `report`, of StoppedCases of `submission`, that came to an end
// of its own.
std::vector<std::string> NarrowStops(const std::string& submission,
                                     const Report& report);

// The largest share of each limit that any of the references uses, for people:
// "elapsed 1 %, cpu 2 %, memory 7 %".
std::string LargestShares(const std::vector<Report>& references);

}  // namespace grader

#endif  // GRADER_VERIFY_MARGIN_H_
