#include "grader/execute/choose_clock.h"

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

absl::Status NoVirtualClock(absl::string_view why) {
  return absl::FailedPreconditionError(
      absl::StrCat("no virtual clock here: ", why));
}

}  // namespace

absl::StatusOr<ClockKind> ChooseClock(const std::string& wanted, Runner& runner,
                                      const Processor* processor) {
  if (wanted == "real") return ClockKind::kReal;
  if (wanted == "auto" && !WhyNotUnasked(processor).empty()) {
    return ClockKind::kReal;
  }
  Command nothing;
  nothing.argv = {"/bin/true"};
  nothing.clock = ClockKind::kVirtual;
  const absl::Status tried = runner.Run(nothing, Limits()).status();
  if (tried.ok()) return ClockKind::kVirtual;
  if (wanted == "auto") return ClockKind::kReal;
  return NoVirtualClock(tried.message());
}

absl::StatusOr<ClockKind> RequireVirtualClock(Runner& runner,
                                              const Processor* processor) {
  if (const std::string why = WhyNotUnasked(processor); !why.empty()) {
    return NoVirtualClock(absl::StrCat(why, "; --clock virtual does"));
  }
  return ChooseClock("virtual", runner, processor);
}

}  // namespace grader
