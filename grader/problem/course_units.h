// The CourseUnits: the lessons, quizzes and problems of a folder, in the order
// in which a learner meets them.
#ifndef GRADER_PROBLEM_COURSE_UNITS_H_
#define GRADER_PROBLEM_COURSE_UNITS_H_

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/problem/material.h"
#include "grader/problem/problem.h"

namespace grader {

struct CourseUnit {
  std::variant<Problem, Material> unit;

  const std::string& id() const;
  const std::string& title() const;
  absl::string_view kind() const;  // "problem", "lesson" or "quiz"
  const Problem* problem() const { return std::get_if<Problem>(&unit); }
  const Material* material() const { return std::get_if<Material>(&unit); }
};

// All units of `problems_dir`: those that its course.yaml names in its order,
// then the other problems as LoadCatalogue has them, then the other lessons and
// quizzes by id. Fails like LoadCatalogue, and if course.yaml names a unit that
// there is not.
absl::StatusOr<std::vector<CourseUnit>> LoadCourse(
    const std::filesystem::path& problems_dir);

// Whether `folder` holds a lesson or a quiz.
bool HoldsMaterial(const std::filesystem::path& folder);

// The folders of the lessons and quizzes in `problems_dir`, by name.
std::vector<std::filesystem::path> MaterialFolders(
    const std::filesystem::path& problems_dir);

// The folder of the unit that `name` means: the id of a lesson or a quiz, a
// folder with one, or what FindProblem takes. Fails likewise.
absl::StatusOr<std::filesystem::path> FindUnit(
    const std::filesystem::path& problems_dir, const std::string& name);

}  // namespace grader

#endif  // GRADER_PROBLEM_COURSE_UNITS_H_
