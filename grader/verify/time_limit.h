// The time limit that follows from how long a package's submissions take, as
// the ICPC problem package format computes it.
#ifndef GRADER_VERIFY_TIME_LIMIT_H_
#define GRADER_VERIFY_TIME_LIMIT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grader/problem/author_files.h"
#include "grader/problem/submission_rules.h"
#include "grader/report/report.h"

namespace grader {

// How long submissions took, each in its slowest case.
struct SubmissionTimes {
  std::optional<absl::Duration> slowest_in_time;   // of those that must be
  std::optional<absl::Duration> fastest_too_slow;  // likewise

  // Takes `report` of a submission into account, if `rule` says that it must be
  // in time or must not be.
  void Add(const Report& report, const SubmissionRule& rule);
  // Takes in those of others, too.
  void Add(const SubmissionTimes& others);
};

// What `one` took: of its times, on the clock and of the processor, the longer.
absl::Duration TimeOf(const CaseReport& one);

// Whether, as `rule` says, the limit must leave a submission the time that it
// takes in some cases, or must be too short for it.
bool BoundsFromBelow(const SubmissionRule& rule);
bool BoundsFromAbove(const SubmissionRule& rule);

// Of `rule` and those that must hold with it, each for whose cases alone the
// limit must be too short.
std::vector<SubmissionRule> RulesFromAbove(const SubmissionRule& rule);

struct ComputedLimit {
  std::optional<absl::Duration> limit;  // none: there is none that would do
  std::string reason;                   // in words, for the author
};

// The smallest multiple of the resolution that leaves the margins. Pure.
ComputedLimit ComputeTimeLimit(const SubmissionTimes& times,
                               const TimeMargins& margins);

// Says, if a submission that must be too slow for `limit` is not slow enough,
// that no limit would do; else "". Pure.
std::string TooFast(absl::Duration limit, const SubmissionTimes& times,
                    const TimeMargins& margins);

}  // namespace grader

#endif  // GRADER_VERIFY_TIME_LIMIT_H_
