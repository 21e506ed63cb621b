// A CheckResult: one expectation of a case, held against the observation.
#ifndef GRADER_JUDGE_CHECK_H_
#define GRADER_JUDGE_CHECK_H_

#include <string>
#include <vector>

#include "grader/execute/observation.h"
#include "grader/problem/problem.h"

namespace grader {

// What a failed check says about the submission: the `reason` of its verdict.
enum class CheckKind {
  kStdout,
  kStderr,
  kFile,
  kExitCode,
  kConcurrency,
  kTiming,
  kTrace,
  kPartial,     // the checker gives a share of the points
  kTest,        // an assertion of a suite's test failed
  kTestError,   // a suite's test was ended by an exception
  kTestReport,  // what a suite's test came to was not reported as it has to be
};

struct CheckResult {
  CheckKind kind = CheckKind::kStdout;
  std::string name;  // "stdout", "spans.concurrent.elapsed", …
  bool passed = false;
  std::string expected;  // as a learner reads it
  std::string actual;
  std::string message;  // when failed: what is wrong and what to try
  // By how much an upper bound on time was passed, or how much too late the
  // last of the least number in flight came.
  absl::Duration excess = {};

  bool operator==(const CheckResult&) const = default;
};

// Holds every expectation of `test_case` against `observation`, in a fixed
// order: stdout, stderr, files, exit code, elapsed, then the spans as the file
// has them; at last, if the checker gives less than all points, that. Pure.
std::vector<CheckResult> RunChecks(const TestCase& test_case,
                                   const Observation& observation);

}  // namespace grader

#endif  // GRADER_JUDGE_CHECK_H_
