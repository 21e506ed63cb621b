// The rules of Judge, one function each, and what they look at.
#ifndef GRADER_JUDGE_VERDICT_RULES_H_
#define GRADER_JUDGE_VERDICT_RULES_H_

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

#include "grader/execute/failed_driver.h"
#include "grader/execute/observation.h"
#include "grader/judge/check.h"
#include "grader/judge/verdict.h"
#include "grader/problem/limits.h"

namespace grader {

// All that a rule may look at.
struct Facts {
  const Observation& observation;
  const std::vector<CheckResult>& checks;
  bool driven;
  const Limits& limits;

  template <typename T>
  const T* ended() const {
    return std::get_if<T>(&observation.termination);
  }
  bool reached(Limit limit) const {
    const auto& reached = observation.limits_reached;
    return std::find(reached.begin(), reached.end(), limit) != reached.end();
  }
  const CheckResult* failed(CheckKind kind) const {
    for (const CheckResult& check : checks) {
      if (check.kind == kind && !check.passed) return &check;
    }
    return nullptr;
  }
  bool passed(CheckKind kind) const {
    return std::any_of(checks.begin(), checks.end(),
                       [&](const CheckResult& check) {
                         return check.kind == kind && check.passed;
                       });
  }
  // The driver did not reach its end.
  bool cut_short() const { return driven && !observation.trace.done; }
  // The driver had said that the case is over when it was.
  bool waited_after_error() const {
    return observation.trace.error && OnlyWaited(observation);
  }
};

// A rule gives nothing where it does not apply.
using MaybeVerdict = std::optional<Verdict>;

// What the author got wrong.
MaybeVerdict CheckerFailed(const Facts& facts);
MaybeVerdict TraceViolated(const Facts& facts);
MaybeVerdict DriverFailed(const Facts& facts);

// How the run ended.
MaybeVerdict ScheduleFailed(const Facts& facts);
MaybeVerdict KilledAtLimit(const Facts& facts);
MaybeVerdict EndedInDeadlock(const Facts& facts);
MaybeVerdict SignaledAtLimit(const Facts& facts);
MaybeVerdict EndedBySignal(const Facts& facts);
MaybeVerdict FailedOutOfMemory(const Facts& facts);
MaybeVerdict FoundBySanitizer(const Facts& facts);
MaybeVerdict ExceptionEscaped(const Facts& facts);
MaybeVerdict CutShort(const Facts& facts);
MaybeVerdict WrongExitCode(const Facts& facts);

// What the submission said, did and took, by the checks of the case.
MaybeVerdict WrongStdout(const Facts& facts);
MaybeVerdict RejectedByInteractor(const Facts& facts);
MaybeVerdict TestNotReported(const Facts& facts);
MaybeVerdict TestEndedByException(const Facts& facts);
MaybeVerdict TestFailed(const Facts& facts);
MaybeVerdict PartlyRight(const Facts& facts);
MaybeVerdict WrongStderr(const Facts& facts);
MaybeVerdict WrongFile(const Facts& facts);
MaybeVerdict WrongConcurrency(const Facts& facts);
MaybeVerdict SleptOutsideClock(const Facts& facts);
MaybeVerdict WrongTiming(const Facts& facts);
MaybeVerdict WrongTrace(const Facts& facts);

}  // namespace grader

#endif  // GRADER_JUDGE_VERDICT_RULES_H_
