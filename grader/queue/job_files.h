// The files of a job as bytes that travel: a problem with all that its grades
// depend on, and a submission. What is read back may come from anybody.
#ifndef GRADER_QUEUE_JOB_FILES_H_
#define GRADER_QUEUE_JOB_FILES_H_

#include <cstdint>
#include <filesystem>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/problem/limits.h"
#include "grader/problem/problem.h"
#include "grader/problem/submission.h"

namespace grader {

// Of a packed problem, and of a packed submission with its names.
inline constexpr std::int64_t kMaxProblemSetBytes = 256 * kMiB;
inline constexpr std::int64_t kMaxPackedSubmissionBytes = 2 * kMiB;

// The problem's folder, its reference, and what its folder shares with others:
// libraries for drivers, languages. Links are followed. The same files give the
// same bytes. kInvalidArgument if they are too many or too large.
absl::StatusOr<std::string> PackProblem(const Problem& problem);

// Writes such files below the empty `folder` and gives the problem's own
// folder. kInvalidArgument for what is none such, or has a name that leads out.
absl::StatusOr<std::filesystem::path> UnpackProblem(
    absl::string_view bytes, const std::filesystem::path& folder);

// A submission without a refusal, but for what the problem adds to it.
std::string PackSubmission(const Submission& submission);

// The same Submission again, which may lack its tools here. kInvalidArgument
// for what no LoadSubmission of `problem` could have given.
absl::StatusOr<Submission> UnpackSubmission(absl::string_view bytes,
                                            const Problem& problem);

}  // namespace grader

#endif  // GRADER_QUEUE_JOB_FILES_H_
