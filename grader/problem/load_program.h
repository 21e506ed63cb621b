// Reads a program of an author's that decides or makes something, such as a
// checker, as if it were a submission.
#ifndef GRADER_PROBLEM_LOAD_PROGRAM_H_
#define GRADER_PROBLEM_LOAD_PROGRAM_H_

#include <filesystem>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/submission.h"

namespace grader {

// The source `path`, or the folder `path` with its sources, in whatever of
// the languages of `problem` it is written, with its constants. Fails like
// LoadReference. A source is what is started, with `others` beside it.
absl::StatusOr<Submission> LoadProgram(
    const Problem& problem, const std::filesystem::path& path,
    const std::vector<std::filesystem::path>& others = {});

}  // namespace grader

#endif  // GRADER_PROBLEM_LOAD_PROGRAM_H_
