// Programs of an author's that decide or make something, made ready to run:
// checkers and generators.
#ifndef GRADER_EXECUTE_AUTHOR_PROGRAM_H_
#define GRADER_EXECUTE_AUTHOR_PROGRAM_H_

#include <filesystem>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/execute/build.h"
#include "grader/execute/workshop.h"
#include "grader/problem/problem.h"

namespace grader {

// The file or folder `program`, ready to run: built as a submission would be if
// it is written in one of the languages of `problem`; else a file that is run
// as it is. A program that does not compile is kInternal, with what the
// compiler says; otherwise fails like LoadProgram and BuildSubmission. A file
// is built with those in `with`.
absl::StatusOr<Build> BuildAuthorProgram(
    const Problem& problem, const std::filesystem::path& program,
    const Workshop& workshop,
    const std::vector<std::filesystem::path>& with = {});

}  // namespace grader

#endif  // GRADER_EXECUTE_AUTHOR_PROGRAM_H_
