// BuildSteps: runs the commands of one build, under limits that hold for all of
// them together, and tells what the submission did from what the machine
// lacked.
#ifndef GRADER_EXECUTE_BUILD_STEPS_H_
#define GRADER_EXECUTE_BUILD_STEPS_H_

#include <filesystem>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/execute/command.h"
#include "grader/execute/observation.h"
#include "grader/execute/runner.h"
#include "grader/problem/limits.h"
#include "grader/problem/submission.h"

namespace grader {

struct StepResult {
  bool ok = false;
  std::optional<Limit> limit;    // of the build, if one was reached
  std::optional<int> signal;     // that ended the tool
  std::optional<int> exit_code;  // of a tool that failed
  // The tool may have failed for want of something.
  bool unsure = false;
  std::string output;  // stderr, then stdout
  absl::Duration wall_time;
};

class BuildSteps {
 public:
  // Builds `submission`, whose files lie in `folder`.
  BuildSteps(const Submission& submission, const std::filesystem::path& folder,
             Runner& runner);

  // Runs `command` with what is left of the limits. What a tool makes of the
  // submission is data; kUnavailable: the machine ended the tool, or has less
  // than the limits allow and the tool failed for want of something. One that
  // may have failed so although nothing is short is run once more.
  absl::StatusOr<StepResult> Run(const Command& command);

 private:
  absl::StatusOr<StepResult> RunOnce(const Command& command);
  absl::StatusOr<StepResult> Judge(const Observation& observation);
  void Spend(const Observation& observation);
  std::optional<Limit> Spent() const;
  bool DiskIsExceeded() const;

  const Submission& submission_;
  const std::filesystem::path& folder_;
  Runner& runner_;
  const Limits& limits_;  // of the whole build
  Limits left_;
};

// "40 s of processor time", of a build under `limits`.
std::string DescribeLimit(Limit limit, const Limits& limits);

// "cpu_limit", a reason of verdicts.
std::string ReasonOfLimit(Limit limit);

}  // namespace grader

#endif  // GRADER_EXECUTE_BUILD_STEPS_H_
