// WatchUnits: the loop of `grader watch`.
#ifndef GRADER_CLI_WATCHING_H_
#define GRADER_CLI_WATCHING_H_

#include "grader/cli/exit_code.h"
#include "grader/cli/unit_here.h"

namespace grader {

// Watches `first`, then the units that come next, on the terminal that stdin
// and stdout are, until the learner quits. `poll`: without inotify. A signal
// that asks to end ends the program when the terminal is as it was.
ExitCode WatchUnits(const UnitOfWorkspace& first, bool poll);

}  // namespace grader

#endif  // GRADER_CLI_WATCHING_H_
