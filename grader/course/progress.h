// A learner's progress: every attempt at a unit, a line each in a text file of
// the workspace. Whoever checks adds to it; what comes next is read off it.
#ifndef GRADER_COURSE_PROGRESS_H_
#define GRADER_COURSE_PROGRESS_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/problem/problem.h"

namespace grader {

// Where others have a verdict: the learner asked for the solution, or for a
// hint (the points are then which one).
inline constexpr char kGaveUp[] = "gave_up";
inline constexpr char kHint[] = "hint";

struct Attempt {
  absl::Time when;      // to the second
  std::string unit;     // the problem's id
  std::string verdict;  // "accepted", …, or one of those above
  Points points;
  Points max_points;
  std::string hash;  // of what was handed in; "-" if that is not known

  bool operator==(const Attempt&) const = default;
};

// "2026-01-31T12:00:00Z echo accepted 3/3 HASH", and a line end.
std::string AttemptLine(const Attempt& attempt);

// Adds `attempt` to `file`, one grader at a time (flock(2)), and returns when
// it is on the disk. Half a line that a killed grader left is cut off first.
// Fails with kInternal and the reason; the file is as it was then.
absl::Status AddAttempt(const std::filesystem::path& file,
                        const Attempt& attempt);

// The attempts in `file`, oldest first; none if there is no file. Lines that
// are none are left out. Fails when the file is there and cannot be read.
absl::StatusOr<std::vector<Attempt>> ReadAttempts(
    const std::filesystem::path& file);

// What became of one unit.
struct UnitState {
  int attempts = 0;  // those with a verdict
  Points best_points;
  int hints_seen = 0;
  bool accepted = false;
  bool gave_up = false;

  bool done() const { return accepted || gave_up; }
};

// Of each unit with an attempt, by its id.
std::map<std::string, UnitState> UnitStates(
    const std::vector<Attempt>& attempts);

// That of one unit.
UnitState StateOf(const std::map<std::string, UnitState>& states,
                  const std::string& unit);

// The first of `units` behind the one called `after` that is not done, those
// before it last; null if all others are done. Without `after`, the first.
const Problem* NextUnit(const std::vector<Problem>& units,
                        const std::map<std::string, UnitState>& states,
                        absl::string_view after);

}  // namespace grader

#endif  // GRADER_COURSE_PROGRESS_H_
