// A LearnerWorkspace: the folder in which a learner solves a course, with a
// folder per unit. Made and found again here; whoever checks reads it.
#ifndef GRADER_COURSE_LEARNER_WORKSPACE_H_
#define GRADER_COURSE_LEARNER_WORKSPACE_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/problem.h"

namespace grader {

struct LearnerWorkspace {
  std::filesystem::path folder;    // absolute
  std::filesystem::path problems;  // absolute; the course's units
  std::string language;            // in which the learner wants to solve them
};

// "02-concurrent-requests": sorts like the course. Without a number, the id.
std::string UnitFolder(const Problem& problem);

// The workspace that `inside` is, or lies in. Fails with kNotFound when there
// is none, and with kInvalidArgument when its file cannot be understood.
absl::StatusOr<LearnerWorkspace> FindWorkspace(
    const std::filesystem::path& inside);

// Fails with kNotFound, and the cure, when the course is not there any more.
absl::Status CheckCourse(const LearnerWorkspace& workspace);

struct UnitPlace {
  std::string id;                // of its problem
  std::filesystem::path folder;  // absolute
};

// The unit of `workspace` whose folder `inside` is, or lies in; the folder of
// workspace itself is in none. Fails with kNotFound when there is none, or no
// course.
absl::StatusOr<UnitPlace> UnitAt(const LearnerWorkspace& workspace,
                                 const std::filesystem::path& inside);

// The folder of `problem`, whether it is there or not.
UnitPlace PlaceOf(const LearnerWorkspace& workspace, const Problem& problem);

// Where the attempts are kept; see progress.h.
std::filesystem::path ProgressFile(const LearnerWorkspace& workspace);

// The language to grade `problem` in: the workspace's if the problem takes it;
// else empty, for the names of files to tell.
std::string LanguageIn(const LearnerWorkspace& workspace,
                       const Problem& problem);

// Writes what is missing of the workspace and of a folder for each of `units`:
// statement, starter, what is given, and what editors need. What is there
// already is not touched, except for the workspace's own file and what names
// the folder where the course was before; a starter is left out where there is
// a source in its language. Gives the files written, in order, relative to the
// workspace. Fails with kInternal where it cannot write; no file is left half
// written then.
absl::StatusOr<std::vector<std::filesystem::path>> FillWorkspace(
    const LearnerWorkspace& workspace, const std::vector<Problem>& units);

}  // namespace grader

#endif  // GRADER_COURSE_LEARNER_WORKSPACE_H_
