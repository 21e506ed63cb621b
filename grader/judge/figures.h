// Figures as a learner reads them: "150 ms", "256 MiB", "3 lines".
#ifndef GRADER_JUDGE_FIGURES_H_
#define GRADER_JUDGE_FIGURES_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/problem/problem.h"

namespace grader {

// "150 ms", "1.25 s": milliseconds to a tenth below one second, seconds to a
// hundredth from there.
std::string FormatElapsed(absl::Duration duration);

// As FormatElapsed, or to the nanosecond where rounding would make `duration`
// look like an end of `bound` that it is not.
std::string FormatElapsed(absl::Duration duration,
                          const Bound<absl::Duration>& bound);

// "exactly 3", "at least 3", "at most 3", "3 to 5", "any".
std::string FormatBound(const Bound<std::int64_t>& bound);
std::string FormatBound(const Bound<absl::Duration>& bound);

// "1 line", "2 lines"; `noun` forms its plural with an s.
std::string Counted(std::uint64_t count, absl::string_view noun);

// By how much `took` passes the upper end of `bound`; zero if it does not.
absl::Duration Excess(const Bound<absl::Duration>& bound, absl::Duration took);

}  // namespace grader

#endif  // GRADER_JUDGE_FIGURES_H_
