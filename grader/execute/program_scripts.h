// Programs of an author's that bring a script: `build`, which makes them, or
// `run`, which starts them (ICPC problem package format, "Other programs").
#ifndef GRADER_EXECUTE_PROGRAM_SCRIPTS_H_
#define GRADER_EXECUTE_PROGRAM_SCRIPTS_H_

#include <filesystem>

#include "absl/status/statusor.h"
#include "grader/execute/build.h"
#include "grader/execute/workshop.h"
#include "grader/problem/problem.h"

namespace grader {

inline constexpr char kBuildScript[] = "build";
inline constexpr char kRunScript[] = "run";

// Whether the folder `program` holds one of them.
bool HasScripts(const std::filesystem::path& program);

// The folder `program`, ready to run: a copy of it, with the constants of
// `problem` in its texts, in which `build` has been run in the sandbox if it is
// there, and whose `run` is what is started. kInternal if there is no `run`
// then, or one of them is not executable or fails, with what it says.
absl::StatusOr<Build> BuildByScript(const Problem& problem,
                                    const std::filesystem::path& program,
                                    const Workshop& workshop);

}  // namespace grader

#endif  // GRADER_EXECUTE_PROGRAM_SCRIPTS_H_
