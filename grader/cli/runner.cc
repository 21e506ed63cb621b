#include "grader/cli/runner.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/execute/sandbox_probe.h"
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

absl::Status RequireIsolation() {
  const auto program = FindSandboxProgram();
  if (!program.ok()) return absl::InternalError(program.status().message());
  const auto layers = ProbeSandbox(*program);
  if (!layers.ok()) return layers.status();
  std::vector<std::string> missing;
  for (const SandboxLayer& layer : *layers) {
    if (!layer.available) missing.push_back(layer.name);
  }
  if (missing.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      "full isolation cannot be had here, missing: ",
      absl::StrJoin(missing, ", "), "; `grader doctor` tells the cure"));
}

}  // namespace grader
