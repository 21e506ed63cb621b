// Points in time, and spans of days, as instructors and course systems write
// them.
#ifndef GRADER_BATCH_MOMENT_H_
#define GRADER_BATCH_MOMENT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace grader {

struct Moment {
  absl::Time time;
  absl::TimeZone zone;  // that it was told in
};

// Reads "2026-03-01 23:59", with seconds or a 'T' if need be, and behind it the
// zone: "+01:00", "Z", or a name such as "Europe/Berlin"; and what Moodle
// writes, "Sunday, 1 March 2026, 11:59 PM" and "Sunday, March 1, 2026, 11:59
// PM". A time without a zone is in `zone`; if that is null, it is an error. Of
// a time that a day has twice it is the earlier. kInvalidArgument with what was
// found and what was expected.
absl::StatusOr<Moment> ReadMoment(absl::string_view text,
                                  const absl::TimeZone* zone);

// As ParseDuration, and days and weeks: "2d", "1w".
absl::StatusOr<absl::Duration> ReadSpan(absl::string_view text);

// "2026-03-01 23:59 +01:00", with seconds where they are not 0.
std::string FormatMoment(absl::Time time, const absl::TimeZone& zone);

// What the variable TZ is for `zone` (tzset(3)).
std::string TzVariable(const absl::TimeZone& zone);

// "1 day 3 h", "25 min", "40 s": two figures at most, cut off.
std::string FormatSpan(absl::Duration span);

}  // namespace grader

#endif  // GRADER_BATCH_MOMENT_H_
