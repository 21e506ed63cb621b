// The Runner of the command-line program, and the clock it can offer.
#ifndef GRADER_CLI_RUNNER_H_
#define GRADER_CLI_RUNNER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grader/execute/command.h"
#include "grader/execute/runner.h"

namespace grader {

// A Runner that confines what it runs; kInternal if its program is missing.
absl::StatusOr<std::unique_ptr<Runner>> MakeRunner();

// The clock for `wanted`: "virtual", "real" or "auto", which is virtual where
// it can be had. Found by running something; the Status for "virtual" says what
// stands in its way.
absl::StatusOr<ClockKind> ChooseClock(const std::string& wanted,
                                      Runner& runner);

// From here on `runner` refuses to run with less than full isolation. Found by
// running something; the Status names what is missing.
absl::Status RequireIsolation(Runner& runner);

}  // namespace grader

#endif  // GRADER_CLI_RUNNER_H_
