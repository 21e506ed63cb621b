// How files of a course write moments: to the second, in UTC (RFC 3339).
#ifndef GRADER_COURSE_UTC_SECONDS_H_
#define GRADER_COURSE_UTC_SECONDS_H_

namespace grader {

// For absl::FormatTime and absl::ParseTime.
inline constexpr char kUtcSeconds[] = "%Y-%m-%dT%H:%M:%SZ";

}  // namespace grader

#endif  // GRADER_COURSE_UTC_SECONDS_H_
