// A Deadline of a class, and what a hand-in that comes later loses by it. Pure.
#ifndef GRADER_BATCH_DEADLINE_H_
#define GRADER_BATCH_DEADLINE_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/problem/points.h"

namespace grader {

// Points, or a share of those that there are or of those that somebody got.
struct LateAmount {
  enum class Of { kNothing, kMaximum, kScore };

  Points points;
  double share = 0;  // 0 to 1
  Of of = Of::kNothing;
};

struct LateRule {
  LateAmount deduction;
  absl::Duration period = absl::InfiniteDuration();  // each begun one counts
  std::optional<LateAmount> most;                    // that can be deducted
  absl::Duration grace;  // who is late by no more is in time
  // From that much behind the deadline on nothing counts any more.
  absl::Duration last = absl::InfiniteDuration();
  std::string words;  // how the deduction was written: "10% per day"
};

struct Deadline {
  absl::Time due;
  absl::TimeZone zone;  // the course's: of times that tell none
  LateRule rule;
};

// One learner's own deadline: later by a span, or another time.
struct Extension {
  absl::Duration by;
  std::optional<absl::Time> until;

  bool operator==(const Extension&) const = default;
};

struct HandInTime {
  enum class Mark { kNone, kInTime, kLate };

  std::optional<absl::Time> time;
  Mark mark =
      Mark::kNone;  // what the course system says, where no time is known
};

struct Lateness {
  Points deducted;
  std::string words;  // what is to be said of it; empty: it was in time
};

// `due` is a time with its zone (see ReadMoment). `rule` is empty, so that
// nothing is deducted, or a list, separated by commas, of any of
//   10% per day, 2 points per hour, 5 points    (10% of score per day)
//   at most 50%        grace 15m        until 7d, until 2026-03-08 23:59
// A percentage is of the points that there are, or of those that somebody got;
// each hour, day or week that has begun counts. kInvalidArgument with what is
// wrong and what was expected.
absl::StatusOr<Deadline> ReadDeadline(absl::string_view due,
                                      absl::string_view rule);

// Reads "2d", or a time; see ReadSpan and ReadMoment.
absl::StatusOr<Extension> ReadExtension(absl::string_view text,
                                        const absl::TimeZone& zone);

// What a hand-in that came at `when` and got `score` of `max_score` loses. With
// an extension all is counted from the learner's own deadline.
Lateness LatenessOf(const HandInTime& when, const Deadline& deadline,
                    const Extension& extension, Points score, Points max_score);

}  // namespace grader

#endif  // GRADER_BATCH_DEADLINE_H_
