// How slow is a submission that is wrong by slowness? Cases that a limit of
// time ended are graded again with more time, and no more of them than it takes
// to know.
#ifndef GRADER_VERIFY_SLOWNESS_H_
#define GRADER_VERIFY_SLOWNESS_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grader/problem/problem.h"
#include "grader/problem/submission_rules.h"
#include "grader/report/report.h"
#include "grader/verify/time_limit.h"

namespace grader {

struct Slowness {
  SubmissionTimes times;            // if the time limit follows from them
  std::vector<std::string> narrow;  // see NarrowMisses and NarrowStops
};

// What of a submission is looked at.
struct SlownessOrder {
  std::string name;  // of the submission, for the author
  SubmissionRule rule;
  // Where no time limit is written down: what those must take, at the least,
  // that must be too slow for the one that follows.
  std::optional<absl::Duration> too_slow;
};

// Grades the submission in `cases`, up to the first of which `until` is true,
// if there is any.
using GradeUntil = std::function<bool(const CaseReport&)>;
using GradeInCases = std::function<Report(const std::vector<TestCase>& cases,
                                          const GradeUntil& until)>;

// Looks at the submission of which `report` is, in all cases of `problem`.
Slowness FindSlowness(const Problem& problem, const Report& report,
                      const SlownessOrder& order, const GradeInCases& grade);

}  // namespace grader

#endif  // GRADER_VERIFY_SLOWNESS_H_
