#include "grader/cli/runner.h"

#include "grader/execute/sandbox_runner.h"

namespace grader {

absl::StatusOr<std::unique_ptr<Runner>> MakeRunner() {
  const auto program = FindSandboxProgram();
  if (!program.ok()) return absl::InternalError(program.status().message());
  return std::make_unique<SandboxRunner>(*program);
}

absl::Status RequireIsolation(Runner& runner) {
  runner.RequireIsolation();
  Command nothing;
  nothing.argv = {"/bin/true"};
  return runner.Run(nothing, Limits()).status();
}

}  // namespace grader
