// What the checks of a case found.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "grader/judge/figures.h"
#include "grader/judge/verdict_message.h"
#include "grader/judge/verdict_rules.h"

namespace grader {
namespace {

// Real sleep beyond this slipped past the virtual clock; less is the
// supervisor's own imprecision.
constexpr absl::Duration kUnaccountedSleepBound = absl::Milliseconds(5);

MaybeVerdict WrongAnswer(const Facts& facts, CheckKind kind,
                         absl::string_view reason) {
  const CheckResult* check = facts.failed(kind);
  if (check == nullptr) return std::nullopt;
  return Verdict{VerdictWord::kWrongAnswer, std::string(reason),
                 absl::StrCat(check->message, ReachedLimits(facts))};
}

}  // namespace

MaybeVerdict WrongStdout(const Facts& facts) {
  return WrongAnswer(facts, CheckKind::kStdout, "stdout");
}

// Whatever the submission did after it was rejected.
MaybeVerdict RejectedByInteractor(const Facts& facts) {
  const std::optional<Interaction>& seen = facts.observation.interaction;
  if (!seen || seen->told_of_end ||
      seen->end != Termination(Exited{kCheckerRejects})) {
    return std::nullopt;
  }
  return WrongStdout(facts);
}

MaybeVerdict WrongStderr(const Facts& facts) {
  return WrongAnswer(facts, CheckKind::kStderr, "stderr");
}
MaybeVerdict WrongFile(const Facts& facts) {
  return WrongAnswer(facts, CheckKind::kFile, "file");
}
MaybeVerdict WrongConcurrency(const Facts& facts) {
  return WrongAnswer(facts, CheckKind::kConcurrency, "concurrency");
}

// A sleep that the clock did not see makes every figure too small, also those
// that look right.
MaybeVerdict SleptOutsideClock(const Facts& facts) {
  const Observation& observation = facts.observation;
  const bool timed = std::any_of(facts.checks.begin(), facts.checks.end(),
                                 [](const CheckResult& check) {
                                   return check.kind == CheckKind::kTiming;
                                 });
  if (!timed || observation.clock != ClockKind::kVirtual ||
      observation.unaccounted_sleep <= kUnaccountedSleepBound) {
    return std::nullopt;
  }
  return Verdict{VerdictWord::kWrongAnswer, "timing",
                 absl::StrCat("the program slept for ",
                              FormatElapsed(observation.unaccounted_sleep),
                              " outside the grader's clock, so its timing "
                              "cannot be accepted: wait with the language's "
                              "own timers")};
}

MaybeVerdict WrongTiming(const Facts& facts) {
  return WrongAnswer(facts, CheckKind::kTiming, "timing");
}
MaybeVerdict WrongTrace(const Facts& facts) {
  return WrongAnswer(facts, CheckKind::kTrace, "trace");
}

MaybeVerdict TestNotReported(const Facts& facts) {
  const CheckResult* check = facts.failed(CheckKind::kTestReport);
  if (check == nullptr) return std::nullopt;
  return Verdict{VerdictWord::kRunTimeError, "test_report", check->message};
}

MaybeVerdict TestEndedByException(const Facts& facts) {
  const CheckResult* check = facts.failed(CheckKind::kTestError);
  if (check == nullptr) return std::nullopt;
  return Verdict{VerdictWord::kRunTimeError, "exception",
                 absl::StrCat(check->message, ReachedLimits(facts))};
}

MaybeVerdict TestFailed(const Facts& facts) {
  return WrongAnswer(facts, CheckKind::kTest, "test");
}

MaybeVerdict PartlyRight(const Facts& facts) {
  return WrongAnswer(facts, CheckKind::kPartial, "partial");
}

}  // namespace grader
