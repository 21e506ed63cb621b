// The Runner of the command-line program.
#ifndef GRADER_CLI_RUNNER_H_
#define GRADER_CLI_RUNNER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "grader/execute/runner.h"

namespace grader {

// A Runner that confines what it runs; kInternal if its program is missing.
absl::StatusOr<std::unique_ptr<Runner>> MakeRunner();

// From here on `runner` refuses to run with less than full isolation. Found by
// running something; the Status names what is missing.
absl::Status RequireIsolation(Runner& runner);

}  // namespace grader

#endif  // GRADER_CLI_RUNNER_H_
