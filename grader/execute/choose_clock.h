// The clock that submissions are run on: what was asked for, as far as it can
// be had.
#ifndef GRADER_EXECUTE_CHOOSE_CLOCK_H_
#define GRADER_EXECUTE_CHOOSE_CLOCK_H_

#include <string>

#include "absl/status/statusor.h"
#include "grader/execute/command.h"
#include "grader/execute/processor.h"
#include "grader/execute/runner.h"

namespace grader {

// The clock for `wanted`: "virtual", "real" or "auto", which is virtual where
// it can be had and was tried on such a processor. Found by running something;
// the Status for "virtual" says what stands in its way.
absl::StatusOr<ClockKind> ChooseClock(
    const std::string& wanted, Runner& runner,
    const Processor* processor = ThisProcessor());

// Runs `command` on the clock for `wanted`, which it is given: it is tried with
// the command itself, so that nothing else need run first.
absl::StatusOr<Observation> RunOnClock(
    const std::string& wanted, Command& command, const Limits& limits,
    Runner& runner, const Processor* processor = ThisProcessor());

// As for "auto", where it must be the virtual one.
absl::StatusOr<ClockKind> RequireVirtualClock(
    Runner& runner, const Processor* processor = ThisProcessor());

}  // namespace grader

#endif  // GRADER_EXECUTE_CHOOSE_CLOCK_H_
