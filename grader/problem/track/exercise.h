// Exercises of Exercism's tracks, as they lie in a clone of one: the stub, the
// example and the tests that .meta/config.json names, read into the same
// Problem as a problem.yaml with a suite.
#ifndef GRADER_PROBLEM_TRACK_EXERCISE_H_
#define GRADER_PROBLEM_TRACK_EXERCISE_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/author_files.h"
#include "grader/problem/problem.h"

namespace grader {

// Whether `folder` holds an exercise.
bool IsExercise(const std::filesystem::path& folder);

// The folders of the exercises of the track whose clone `folder` is, by name;
// empty if it is none.
std::vector<std::filesystem::path> ExercisesOfTrack(
    const std::filesystem::path& folder);

// The exercise in `folder`, as messages show it. Fails with kInvalidArgument
// and what is wrong with its .meta/config.json, or that its tests are in no
// framework that is known here.
absl::StatusOr<Problem> LoadExercise(const std::filesystem::path& folder);

// Whether the exercise in `directory`, if it is one, has a file `name` that is
// not what learners hand in: its tests, or what configures an editor.
bool IsGivenByExercise(const std::filesystem::path& directory,
                       const std::string& name);

// The author's files of the exercise in `directory`; none if that holds none.
std::optional<AuthorFiles> FindExerciseFiles(
    const std::filesystem::path& directory);

}  // namespace grader

#endif  // GRADER_PROBLEM_TRACK_EXERCISE_H_
