// A Build: a submission made ready to run, or the reasons why it cannot be.
#ifndef GRADER_EXECUTE_BUILD_H_
#define GRADER_EXECUTE_BUILD_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/execute/command.h"
#include "grader/execute/diagnostic.h"
#include "grader/execute/runner.h"
#include "grader/execute/workspace.h"
#include "grader/problem/submission.h"

namespace grader {

struct Build {
  bool ok = false;
  absl::Duration wall_time;
  bool cached = false;
  // The learner's own files first, then the rest; errors before warnings.
  std::vector<Diagnostic> diagnostics;
  std::string log;  // the compiler's own words
  // Where the result lies, in the workspace.
  std::filesystem::path folder;
  // How to run the result; a case adds arguments, input and files.
  Command command;
};

// Builds `submission` in a new folder of `workspace`, where the driver is built
// once for all submissions of its problem and language. What the submission
// cannot help is a Status: a driver that does not compile, a missing compiler.
// A submission that does not compile is a Build with `ok == false`.
absl::StatusOr<Build> BuildSubmission(const Submission& submission,
                                      Workspace& workspace, Runner& runner);

// Removes what `build` left in its workspace.
void RemoveBuild(const Build& build);

}  // namespace grader

#endif  // GRADER_EXECUTE_BUILD_H_
