#include "grader/cli/runner.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "grader/execute/sandbox_runner.h"

namespace grader {

absl::StatusOr<std::unique_ptr<Runner>> MakeRunner() {
  const auto program = FindSandboxProgram();
  if (!program.ok()) return absl::InternalError(program.status().message());
  return std::make_unique<SandboxRunner>(*program);
}

absl::StatusOr<ClockKind> ChooseClock(const std::string& wanted,
                                      Runner& runner) {
  if (wanted == "real") return ClockKind::kReal;
  Command nothing;
  nothing.argv = {"/bin/true"};
  nothing.clock = ClockKind::kVirtual;
  const absl::Status tried = runner.Run(nothing, Limits()).status();
  if (tried.ok()) return ClockKind::kVirtual;
  if (wanted == "auto") return ClockKind::kReal;
  return absl::FailedPreconditionError(
      absl::StrCat("no virtual clock here: ", tried.message()));
}

absl::Status RequireIsolation(Runner& runner) {
  runner.RequireIsolation();
  Command nothing;
  nothing.argv = {"/bin/true"};
  return runner.Run(nothing, Limits()).status();
}

}  // namespace grader
