// Overrides: what an instructor decided about grades, and why, in a file that
// lies with the grades. Grading never changes them.
#ifndef GRADER_BATCH_OVERRIDE_H_
#define GRADER_BATCH_OVERRIDE_H_

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/batch/hand_ins.h"
#include "grader/problem/points.h"
#include "grader/problem/problem.h"

namespace grader {

// The file's name in the folder of the grades.
inline constexpr char kOverridesFile[] = "overrides.csv";

struct Override {
  std::optional<Points> points;  // none: they stay as they are
  std::string verdict;           // "wrong_answer"; empty: it stays
  std::string reason;
  std::string who;

  bool operator==(const Override&) const = default;
};

// By learner (the Member's name) and problem.
using Overrides = std::map<std::pair<std::string, std::string>, Override>;

// Reads `file`, a CSV file with the columns learner, problem, points, verdict,
// reason and who. A learner is one of `members`, by the name that the gradebook
// has, or by ID, email or login; a problem is one of `problems`. One of points
// and verdict may be empty. No file: no overrides. kInvalidArgument with the
// place and the cure of all that is wrong: of the table (see ReadCsvTable),
// somebody or something unknown, more points than there are, nothing changed, a
// missing reason, twice the same; or as ReadRegularFile.
absl::StatusOr<Overrides> ReadOverrides(const std::filesystem::path& file,
                                        const std::vector<Member>& members,
                                        const std::vector<Problem>& problems);

}  // namespace grader

#endif  // GRADER_BATCH_OVERRIDE_H_
