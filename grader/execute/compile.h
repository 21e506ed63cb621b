// Compiling one submission, in the sandbox.
#ifndef GRADER_EXECUTE_COMPILE_H_
#define GRADER_EXECUTE_COMPILE_H_

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/execute/build.h"
#include "grader/execute/cache.h"
#include "grader/execute/plan.h"
#include "grader/execute/runner.h"
#include "grader/problem/submission.h"

namespace grader {

// The file an interpreter starts with: the only one, else main, __main__ or
// solution, in this order. Empty if that does not decide, which makes the build
// fail where a command needs {main}.
std::string MainFile(const Submission& submission);

// Its name without what stands behind the dot, or that of the first file.
std::string StemOfMain(const Submission& submission);

// The files to compile, and not those that they include.
std::vector<std::string> SourceNames(const Submission& submission);

// Where the headers of a submission in folders lie: "" is its own folder.
std::set<std::string> FoldersToInclude(const Submission& submission);

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
