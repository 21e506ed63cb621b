// Graded: what a batch, or a course in the browser, needs to know of a
// submission's grade, and nothing of whose it is, so that it can be found
// anywhere: in this process, or by a worker on another machine.
#ifndef GRADER_BATCH_GRADED_H_
#define GRADER_BATCH_GRADED_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grader/batch/hand_ins.h"
#include "grader/batch/result.h"
#include "grader/grade.h"
#include "grader/problem/submission.h"
#include "grader/report/both_views.h"

namespace grader {

struct Graded {
  Result result;                        // without learner, report and hash
  std::string page;                     // the report in HTML, for a batch
  std::optional<BothViews> views = {};  // for a course in the browser
};

// Grades `submission` as a batch does: the same submission gives the same
// report, whatever was graded before. Fails like Grade.
absl::StatusOr<Report> GradeForBatch(const Problem& problem,
                                     const Submission& submission,
                                     const GradeOptions& options,
                                     const Workshop& workshop);

Graded GradedOf(const Problem& problem, const Report& report);

// The same for a course in the browser: what `check` reports on a submission
// that it has not seen before.
absl::StatusOr<Report> GradeForCourse(const Problem& problem,
                                      const Submission& submission,
                                      const GradeOptions& options,
                                      const Workshop& workshop);
Graded GradedForCourse(const Problem& problem, const Report& report);

// Somebody else who grades. Used by one thread.
class GradingElsewhere {
 public:
  virtual ~GradingElsewhere() = default;

  // Hands over `submission`, to be graded for the hand-in `index`.
  virtual absl::Status Send(std::size_t index, const Problem& problem,
                            const Submission& submission) = 0;

  struct Answer {
    std::size_t index = 0;
    absl::StatusOr<Graded> graded;  // a Status: it could not be graded
  };
  // Waits for the next that is graded, of those that were sent. A Status: none
  // will come any more.
  virtual absl::StatusOr<Answer> Receive() = 0;
};

}  // namespace grader

#endif  // GRADER_BATCH_GRADED_H_
