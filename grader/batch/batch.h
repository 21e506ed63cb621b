// RunBatch: grades what a class handed in, several at a time, and can be
// interrupted and gone on with.
#ifndef GRADER_BATCH_BATCH_H_
#define GRADER_BATCH_BATCH_H_

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/batch/gradebook.h"
#include "grader/batch/graded.h"
#include "grader/batch/hand_ins.h"
#include "grader/batch/result.h"
#include "grader/execute/cache.h"
#include "grader/execute/runner.h"
#include "grader/grade.h"

namespace grader {

struct BatchOptions {
  unsigned jobs = 1;
  // Take over the results in `output` that would come out the same: of hand-ins
  // that did not change, where nothing else did that a grade depends on.
  bool resume = false;
  std::filesystem::path output;  // a folder, made if it is not there
  GradeOptions grade;
  GradingRules rules;
  std::function<absl::StatusOr<std::unique_ptr<Runner>>()> make_runner;
  bool reuse = true;  // see Workshop
  // Who grades instead of this process; may be null. What cannot be graded at
  // all, and needs nothing to be run, is reported here.
  GradingElsewhere* elsewhere = nullptr;
  // Told each new result as it is ready, with how many are and will be. Never
  // called twice at once.
  std::function<void(const Result&, std::size_t ready, std::size_t all)>
      on_result;
};

// Grades every hand-in with one Runner and Workspace per job, so that none sees
// another. Under `options.output` it writes reports/LEARNER/PROBLEM.html and,
// as results come, adds a line each to results.jsonl, where later lines replace
// earlier ones; at the end it writes that file again in the order of the
// hand-ins, gradebook.csv, .json and .html, canvas.csv and moodle.csv for those
// course systems, and removes the reports of hand-ins that are no more.
// results.jsonl holds what grading gave, the others what counts of it by
// `options.rules` and the overrides that lie there (ReadOverrides), resumed or
// not. The same hand-ins give the same bytes. Returns the results in that
// order. A Status if something cannot be written or no Runner be made; what was
// written until then stays, for a batch that goes on; before anything is
// graded, if the overrides have mistakes.
absl::StatusOr<std::vector<Result>> RunBatch(
    const HandIns& hand_ins, const std::vector<Problem>& problems,
    const BatchOptions& options, Cache& cache);

}  // namespace grader

#endif  // GRADER_BATCH_BATCH_H_
