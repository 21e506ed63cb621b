// Reads a submission that is to be built on another machine.
#ifndef GRADER_PROBLEM_READ_SUBMISSION_H_
#define GRADER_PROBLEM_READ_SUBMISSION_H_

#include <filesystem>

#include "absl/status/statusor.h"
#include "grader/problem/submission.h"

namespace grader {

// What LoadSubmission gives, in the language that file names tell, whether or
// not this machine has the tools of that language.
absl::StatusOr<Submission> ReadSubmission(const Problem& problem,
                                          const std::filesystem::path& path);

}  // namespace grader

#endif  // GRADER_PROBLEM_READ_SUBMISSION_H_
