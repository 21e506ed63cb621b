#include "grader/execute/choose_clock.h"

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

absl::Status NoVirtualClock(absl::string_view why) {
  return absl::FailedPreconditionError(
      absl::StrCat("no virtual clock here: ", why));
}

bool IsRealUntried(const std::string& wanted, const Processor* processor) {
  return wanted == "real" ||
         (wanted == "auto" && !WhyNotUnasked(processor).empty());
}

}  // namespace

absl::StatusOr<ClockKind> ChooseClock(const std::string& wanted, Runner& runner,
                                      const Processor* processor) {
  if (IsRealUntried(wanted, processor)) return ClockKind::kReal;
  Command nothing;
  nothing.argv = {"/bin/true"};
  nothing.clock = ClockKind::kVirtual;
  const absl::Status tried = runner.Run(nothing, Limits()).status();
  if (tried.ok()) return ClockKind::kVirtual;
  if (wanted == "auto") return ClockKind::kReal;
  return NoVirtualClock(tried.message());
}

absl::StatusOr<Observation> RunOnClock(const std::string& wanted,
                                       Command& command, const Limits& limits,
                                       Runner& runner,
                                       const Processor* processor) {
  command.clock = ClockKind::kReal;
  if (!IsRealUntried(wanted, processor)) {
    command.clock = ClockKind::kVirtual;
    absl::StatusOr<Observation> seen = runner.Run(command, limits);
    if (seen.ok()) return seen;
    // It may be the command that cannot be run, on whichever clock.
    const auto clock = ChooseClock(wanted, runner, processor);
    if (!clock.ok()) return clock.status();
    if (*clock == ClockKind::kVirtual) return seen;
    command.clock = *clock;
  }
  return runner.Run(command, limits);
}

absl::StatusOr<ClockKind> RequireVirtualClock(Runner& runner,
                                              const Processor* processor) {
  if (const std::string why = WhyNotUnasked(processor); !why.empty()) {
    return NoVirtualClock(absl::StrCat(why, "; --clock virtual does"));
  }
  return ChooseClock("virtual", runner, processor);
}

}  // namespace grader
