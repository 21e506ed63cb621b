// Runs that were observed before: on the virtual clock a run depends on nothing
// but what it is made of, so the cache keeps its Observation.
#ifndef GRADER_EXECUTE_KNOWN_RUN_H_
#define GRADER_EXECUTE_KNOWN_RUN_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "grader/execute/build.h"
#include "grader/execute/command.h"
#include "grader/execute/observation.h"
#include "grader/execute/workshop.h"
#include "grader/problem/limits.h"

namespace grader {

// The name in the cache of the run of `command`, which comes from `build`,
// under `limits`; empty if such a run is not to be reused: on the real clock,
// or when the workshop builds everything afresh.
std::string RunName(const Build& build, const Command& command,
                    const Limits& limits, const Workshop& workshop);

// The Observation under that name, if there is one and runs are not renewed.
std::optional<Observation> FindRun(const std::string& name,
                                   const Workshop& workshop);

// Keeps `observation`, unless the machine may have ended the run; a full disk
// is no reason to fail. Where runs are renewed, an older one makes way.
void KeepRun(const std::string& name, const Observation& observation,
             const Workshop& workshop);

}  // namespace grader

#endif  // GRADER_EXECUTE_KNOWN_RUN_H_
