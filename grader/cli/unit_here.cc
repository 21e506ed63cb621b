#include "grader/cli/unit_here.h"

#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/cli/locate.h"
#include "grader/execute/time_of_day.h"
#include "grader/problem/catalogue.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

bool IsWorkspaceItself(const LearnerWorkspace& workspace,
                       const fs::path& here) {
  std::error_code error;
  return fs::equivalent(workspace.folder, here, error);
}

// The id of the first unit that is not done.
absl::StatusOr<std::string> FirstToDo(const LearnerWorkspace& workspace) {
  const auto course = ReadCourse(workspace);
  if (!course.ok()) return course.status();
  const Problem* const unit = NextUnit(course->units, course->states, "");
  if (unit == nullptr) {
    return absl::NotFoundError(
        "all units are done; name one to go on with, or go into its folder");
  }
  return unit->id;
}

}  // namespace

absl::StatusOr<LearnerWorkspace> WorkspaceHere() {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (error) {
    return absl::NotFoundError(
        absl::StrCat("the current folder cannot be found: ", error.message()));
  }
  auto workspace = FindWorkspace(here);
  if (workspace.status().code() == absl::StatusCode::kNotFound) {
    return absl::InvalidArgumentError(absl::StrCat(
        here.string(),
        " is in no workspace (`grader start` makes one); outside, name a "
        "problem and your file: `grader check PROBLEM PATH`"));
  }
  return workspace;
}

absl::StatusOr<UnitOfWorkspace> UnitHere(const std::string& name,
                                         const std::string& languages) {
  const auto workspace = WorkspaceHere();
  if (!workspace.ok()) return workspace.status();
  const fs::path here = fs::current_path();
  std::string id = name;
  fs::path folder;
  if (name.empty() && !IsWorkspaceItself(*workspace, here)) {
    const auto place = UnitAt(*workspace, here);
    if (!place.ok()) return place.status();
    id = place->id;
    folder = place->folder;
  } else if (name.empty()) {
    const auto first = FirstToDo(*workspace);
    if (!first.ok()) return first.status();
    id = *first;
  }
  const absl::Status course = CheckCourse(*workspace);
  if (!course.ok()) return course;
  auto problem = NamedProblem(workspace->problems.string(), id, languages);
  if (!problem.ok()) return problem.status();
  if (folder.empty()) folder = PlaceOf(*workspace, *problem).folder;
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return absl::NotFoundError(
        absl::StrCat("the unit has no folder ", folder.string(), "; `grader ",
                     "start ", workspace->folder.string(), "` makes it"));
  }
  const std::string language = LanguageIn(*workspace, *problem);
  return UnitOfWorkspace{*workspace, *std::move(problem), folder, language};
}

absl::StatusOr<CourseHere> ReadCourse(const LearnerWorkspace& workspace) {
  const absl::Status there = CheckCourse(workspace);
  if (!there.ok()) return there;
  auto units = LoadCatalogue(workspace.problems);
  if (!units.ok()) return units.status();
  const auto attempts = ReadAttempts(ProgressFile(workspace));
  if (!attempts.ok()) return attempts.status();
  return CourseHere{workspace, *std::move(units), UnitStates(*attempts)};
}

absl::Status RecordLook(const UnitOfWorkspace& unit, const std::string& what,
                        int number, int count) {
  return AddAttempt(ProgressFile(unit.workspace),
                    {TimeOfDay(), unit.problem.id, what, number, count, "-"});
}

absl::Status RecordAttempt(const fs::path& path, const Report& report,
                           const std::string& hash) {
  if (report.verdict.word == VerdictWord::kJudgeError) return absl::OkStatus();
  std::error_code error;
  const auto workspace = FindWorkspace(fs::current_path(error));
  if (!workspace.ok()) return absl::OkStatus();
  const auto place = UnitAt(*workspace, path);
  if (!place.ok() || place->id != report.problem) return absl::OkStatus();
  return AddAttempt(ProgressFile(*workspace),
                    {TimeOfDay(), report.problem,
                     std::string(VerdictName(report.verdict.word)),
                     report.score, report.max_score, hash});
}

}  // namespace grader
