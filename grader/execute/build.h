// A Build: a submission made ready to run, or the reasons why it cannot be.
#ifndef GRADER_EXECUTE_BUILD_H_
#define GRADER_EXECUTE_BUILD_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/execute/command.h"
#include "grader/execute/diagnostic.h"
#include "grader/execute/style_findings.h"
#include "grader/execute/workshop.h"
#include "grader/problem/submission.h"

namespace grader {

struct Build {
  bool ok = false;
  // If not: a word for Verdict::reason, and what the learner is told first.
  std::string reason = "compile_error";
  std::string message = "The program does not compile.";
  absl::Duration wall_time;
  bool cached = false;  // taken from the cache
  // The compiler was stopped, at a limit, or may have wanted for something:
  // another time it may get on.
  bool stopped = false;
  // The learner's own files first, then the rest; errors before warnings.
  std::vector<Diagnostic> diagnostics;
  std::string log;  // the compiler's own words
  // For each of the submission's deductions what was found, if it was built.
  std::vector<StyleFindings> style;
  // Where the result lies: in the cache, or in the workspace.
  std::filesystem::path folder;
  // How to run the result; a case adds arguments, input and files.
  Command command;
  // It tells wrong uses of memory, which takes memory.
  bool sanitized = false;
  // It has the runtime that keeps a schedule, where a run asks for one.
  bool explores = false;
  // What the language's runtime takes on top of a case's limits.
  int runtime_processes = 0;
  std::int64_t runtime_memory_bytes = 0;
  // Stands for everything that a run of it is made of, but for the case.
  std::string hash;
  std::vector<CacheEntryPtr> entries;  // in use as long as the build is
};

// Builds `submission`, and first what its problem's submissions share, if it is
// not there yet. What the submission cannot help is a Status: a driver that
// does not compile, a compiler that does not start, too little room
// (kUnavailable). A submission that does not compile, or that was refused when
// it was loaded, is a Build with `ok == false`; only the first is kept.
absl::StatusOr<Build> BuildSubmission(const Submission& submission,
                                      const Workshop& workshop);

// The Build of `submission` if the cache has it, and all that it runs with.
// Builds nothing.
absl::StatusOr<std::optional<Build>> FindBuild(const Submission& submission,
                                               const Cache& cache);

// Removes what `build` left in the workspace.
void RemoveBuild(const Build& build, const Workspace& workspace);

}  // namespace grader

#endif  // GRADER_EXECUTE_BUILD_H_
