// What the author of a problem got wrong: the verdict is not the submission's.
#include "absl/strings/str_cat.h"
#include "grader/execute/failed_driver.h"
#include "grader/judge/crash_words.h"
#include "grader/judge/verdict_message.h"
#include "grader/judge/verdict_rules.h"
#include "grader/problem/readable.h"

namespace grader {

MaybeVerdict CheckerFailed(const Facts& facts) {
  const std::optional<Termination>& end = facts.observation.checker_end;
  if (!end || *end == Termination(Exited{kCheckerAccepts}) ||
      *end == Termination(Exited{kCheckerRejects})) {
    return std::nullopt;
  }
  const std::string& said = facts.observation.checker_message;
  return Verdict{
      VerdictWord::kJudgeError, "checker",
      absl::StrCat(facts.observation.interaction ? "the problem's interactor "
                                                 : "the problem's checker ",
                   EndInWords(*end),
                   std::holds_alternative<Exited>(*end)
                       ? absl::StrCat(" instead of ", kCheckerAccepts, " or ",
                                      kCheckerRejects)
                       : std::string(),
                   said.empty() ? "" : "; it said: ", CrashWords(said))};
}

MaybeVerdict TraceViolated(const Facts& facts) {
  const auto& violation = facts.observation.trace.violation;
  if (!violation) return std::nullopt;
  return Verdict{VerdictWord::kJudgeError, "trace",
                 absl::StrCat("the problem's driver wrote to the trace what no "
                              "driver may: ",
                              Readable(*violation))};
}

MaybeVerdict DriverFailed(const Facts& facts) {
  const DriverFailure* failure = FailedDriver(facts.observation);
  if (!facts.driven || failure == nullptr) return std::nullopt;
  return Verdict{VerdictWord::kJudgeError, "driver_failed",
                 absl::StrCat("the problem's driver ", EndInWords(failure->end),
                              " before the case was complete",
                              LastWords(facts.observation))};
}

}  // namespace grader
