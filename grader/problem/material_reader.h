// The way into the grader for lesson.yaml and quiz.yaml: reads a Material, or
// says all that is wrong with it.
#ifndef GRADER_PROBLEM_MATERIAL_READER_H_
#define GRADER_PROBLEM_MATERIAL_READER_H_

#include <filesystem>

#include "absl/status/statusor.h"
#include "grader/problem/material.h"

namespace grader {

inline constexpr char kLessonFile[] = "lesson.yaml";
inline constexpr char kQuizFile[] = "quiz.yaml";
inline constexpr char kLessonTextFile[] = "text.md";

// Reads the lesson or the quiz in the folder `folder`, its programs and of a
// lesson its text. Fails like LoadProblem; the errors of both files come one
// below the other.
absl::StatusOr<Material> LoadMaterial(const std::filesystem::path& folder);

}  // namespace grader

#endif  // GRADER_PROBLEM_MATERIAL_READER_H_
