// A roster: who is in a class, as an instructor or a course system lists them.
#ifndef GRADER_BATCH_ROSTER_H_
#define GRADER_BATCH_ROSTER_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/batch/deadline.h"

namespace grader {

// What is known of a learner; all but the name may be empty.
struct Learner {
  std::string name;
  std::string id;  // the school's
  std::string email;
  std::string section;
  std::string login;
  // What the course system itself calls them: Canvas's user, Moodle's
  // participant, a number.
  std::string number;
  Extension extension;
  // When they handed in what there is of them.
  std::optional<absl::Time> submitted;

  bool operator==(const Learner&) const = default;
};

// What tells `learner` from another of the same name: the ID or else what there
// is; may be empty.
std::string TellingPart(const Learner& learner);

// Reads the CSV file `file`. Its first line names the columns: name (or first
// name and last name), and any of ID, email, section and login, in any order,
// also as Canvas, Moodle, Gradescope and GitHub Classroom call them in what
// they export; others are ignored. With a `zone` also extension ("2d", or a
// time) and submitted, whose times are in that zone where they tell no other.
// kInvalidArgument with the place and the cure
// of all that is wrong: of the table (see ReadCsvTable), a learner without a
// name, two who cannot be told apart; or as ReadRegularFile.
absl::StatusOr<std::vector<Learner>> ReadRoster(
    const std::filesystem::path& file, const absl::TimeZone* zone = nullptr);

// The same for the text of one, which is called `name` in what is wrong.
absl::StatusOr<std::vector<Learner>> ReadRosterText(
    const std::string& name, const std::string& text,
    const absl::TimeZone* zone = nullptr);

}  // namespace grader

#endif  // GRADER_BATCH_ROSTER_H_
