// Figures and their bounds as a learner reads them: "150 ms", "at most 3".
#ifndef GRADER_JUDGE_FIGURES_H_
#define GRADER_JUDGE_FIGURES_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/problem/problem.h"
#include "grader/problem/units.h"

namespace grader {

// As FormatElapsed, or to the nanosecond where rounding would make `duration`
// look like an end of `bound` that it is not.
std::string FormatElapsed(absl::Duration duration,
                          const Bound<absl::Duration>& bound);

// "exactly 3", "at least 3", "at most 3", "3 to 5", "any".
std::string FormatBound(const Bound<std::int64_t>& bound);
std::string FormatBound(const Bound<absl::Duration>& bound);

// By how much `took` passes the upper end of `bound`; zero if it does not.
absl::Duration Excess(const Bound<absl::Duration>& bound, absl::Duration took);

}  // namespace grader

#endif  // GRADER_JUDGE_FIGURES_H_
