// What a grade depends on, as a hash: by it a batch that goes on tells which
// results it has already.
#ifndef GRADER_BATCH_GRADING_HASH_H_
#define GRADER_BATCH_GRADING_HASH_H_

#include <string>

#include "absl/strings/string_view.h"
#include "grader/grade.h"
#include "grader/problem/problem.h"
#include "grader/problem/submission.h"

namespace grader {

// Of everything but the submission: the files of the problem but its statement,
// those of its reference and of the support libraries, the languages with their
// tools, `options`, the running program, and `runner`, the Runner's identity.
std::string HashOfGrading(const Problem& problem, const GradeOptions& options,
                          absl::string_view runner);

// Of `submission` graded in the way that `grading` stands for.
std::string HashOf(const Submission& submission, absl::string_view grading);

}  // namespace grader

#endif  // GRADER_BATCH_GRADING_HASH_H_
