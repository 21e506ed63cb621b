// Durations and sizes as authors write them in problem.yaml, and with numbers
// of things as people read them in reports.
#ifndef GRADER_PROBLEM_UNITS_H_
#define GRADER_PROBLEM_UNITS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace grader {

// Reads a decimal number and its unit, nothing between them: us, ms, s, m or h
// ("150ms", "1.5s", "2m"). Fails with kInvalidArgument, saying what was found
// and what was expected; a duration is never negative nor infinite.
absl::StatusOr<absl::Duration> ParseDuration(absl::string_view text);

// Reads a size in bytes, like ParseDuration: B, kB, MB, GB (powers of 1000),
// KiB, MiB or GiB (powers of 1024). "1.5GiB" is fine, "0.5B" is not.
absl::StatusOr<std::int64_t> ParseBytes(absl::string_view text);

// "150 ms", "1.25 s", "unlimited": milliseconds to a tenth below one second,
// seconds to a hundredth from there.
std::string FormatElapsed(absl::Duration duration);

// `value` with up to `digits` decimals and no zeros at the end.
std::string Trimmed(double value, int digits);

// "100 B", "64 KiB", "1.5 MiB".
std::string FormatBytes(std::int64_t bytes);

// "1 line", "2 lines"; `noun` forms its plural with an s.
std::string Counted(std::uint64_t count, absl::string_view noun);

}  // namespace grader

#endif  // GRADER_PROBLEM_UNITS_H_
