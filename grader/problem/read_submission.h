// Reads a submission that is to be built on another machine.
#ifndef GRADER_PROBLEM_READ_SUBMISSION_H_
#define GRADER_PROBLEM_READ_SUBMISSION_H_

#include <filesystem>
#include <string>

#include "absl/status/statusor.h"
#include "grader/problem/submission.h"

namespace grader {

// What LoadSubmission gives, whether or not this machine has the tools of that
// language; without `language`, in the one that file names tell.
absl::StatusOr<Submission> ReadSubmission(const Problem& problem,
                                          const std::filesystem::path& path,
                                          const std::string& language = "");

}  // namespace grader

#endif  // GRADER_PROBLEM_READ_SUBMISSION_H_
