// Reads a program of an author's that decides or makes something, such as a
// checker, as if it were a submission.
#ifndef GRADER_PROBLEM_LOAD_PROGRAM_H_
#define GRADER_PROBLEM_LOAD_PROGRAM_H_

#include <filesystem>
#include <memory>

#include "absl/status/statusor.h"
#include "grader/problem/language.h"
#include "grader/problem/submission.h"

namespace grader {

// The source `path`, or the folder `path` with its sources, in whatever of
// `languages` it is written. Fails like LoadReference.
absl::StatusOr<Submission> LoadProgram(
    const std::shared_ptr<const LanguageTable>& languages,
    const std::filesystem::path& path);

}  // namespace grader

#endif  // GRADER_PROBLEM_LOAD_PROGRAM_H_
