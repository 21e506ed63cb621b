// Compiling one submission, in the sandbox.
#ifndef GRADER_EXECUTE_COMPILE_H_
#define GRADER_EXECUTE_COMPILE_H_

#include <filesystem>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/execute/build.h"
#include "grader/execute/cache.h"
#include "grader/execute/plan.h"
#include "grader/execute/runner.h"
#include "grader/problem/submission.h"

namespace grader {

// Whether a build makes the one file {program}, which is all that a run needs;
// else it makes a tree.
bool IsOneProgram(const Toolchain& toolchain);

// Compiles `submission`, whose files lie in `folder`, against what `plan` says
// that it shares with others; `entries` hold the parts of the plan. Sets the
// fields of a Build that say what became of it: `ok`, `reason`, `message`,
// `stopped`, `diagnostics`, `log` and `wall_time`. The limits of the language
// hold for all steps together. Fails when a compiler cannot be started, and
// with kUnavailable when it has too little of the machine.
absl::StatusOr<Build> Compile(const Submission& submission, const Plan& plan,
                              const std::vector<CacheEntryPtr>& entries,
                              const std::filesystem::path& folder,
                              Runner& runner);

}  // namespace grader

#endif  // GRADER_EXECUTE_COMPILE_H_
