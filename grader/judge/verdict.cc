#include "grader/judge/verdict.h"

#include <utility>

#include "grader/judge/verdict_message.h"
#include "grader/judge/verdict_rules.h"

namespace grader {
namespace {

MaybeVerdict NothingWrong(const Facts&) {
  return Verdict{VerdictWord::kAccepted, "", ""};
}

using Rule = MaybeVerdict (*)(const Facts&);

// Read from top to bottom; the first that has a verdict decides. What the
// author got wrong comes before what the submission did, how a run ended before
// what it printed, and what a learner sees at once before what is measured.
constexpr Rule kRules[] = {
    CheckerFailed,   // judge_error checker
    TraceViolated,   // judge_error trace
    DriverFailed,    // judge_error driver_failed
    ScheduleFailed,  // wrong_answer data_race, time_limit_exceeded deadlock,
                     // lost_wake_up, step_limit
    RejectedByInteractor,  // wrong_answer stdout
    KilledAtLimit,         // …_limit_exceeded or run_time_error, ….._limit
    EndedInDeadlock,       // time_limit_exceeded deadlock
    SignaledAtLimit,       // as KilledAtLimit
    EndedBySignal,         // run_time_error signal:…
    FailedOutOfMemory,     // memory_limit_exceeded memory_limit
    FoundBySanitizer,      // run_time_error sanitizer
    ExceptionEscaped,      // run_time_error exception
    CutShort,              // run_time_error exit_code, exited_early
    WrongExitCode,         // run_time_error exit_code
    TestNotReported,       // run_time_error test_report
    TestEndedByException,  // run_time_error exception
    TestFailed,            // wrong_answer test
    WrongStdout,           // wrong_answer stdout
    WrongStderr,           // wrong_answer stderr
    WrongFile,             // wrong_answer file
    WrongConcurrency,      // wrong_answer concurrency
    SleptOutsideClock,     // wrong_answer timing
    WrongTiming,           // wrong_answer timing
    WrongTrace,            // wrong_answer trace
    PartlyRight,           // wrong_answer partial
    NothingWrong,          // accepted
};

}  // namespace

absl::string_view VerdictName(VerdictWord word) {
  switch (word) {
    case VerdictWord::kAccepted:
      return "accepted";
    case VerdictWord::kWrongAnswer:
      return "wrong_answer";
    case VerdictWord::kTimeLimitExceeded:
      return "time_limit_exceeded";
    case VerdictWord::kMemoryLimitExceeded:
      return "memory_limit_exceeded";
    case VerdictWord::kOutputLimitExceeded:
      return "output_limit_exceeded";
    case VerdictWord::kRunTimeError:
      return "run_time_error";
    case VerdictWord::kCompileError:
      return "compile_error";
    case VerdictWord::kJudgeError:
      return "judge_error";
  }
  return "";
}

Verdict Judge(const Observation& observation,
              const std::vector<CheckResult>& checks, const Limits& limits,
              bool driven) {
  const Facts facts{observation, checks, driven, limits};
  for (const Rule rule : kRules) {
    MaybeVerdict verdict = rule(facts);
    if (!verdict) continue;
    if (verdict->word == VerdictWord::kRunTimeError &&
        verdict->place.line == 0) {
      verdict->place = ReadLastWords(observation).place;
    }
    return *std::move(verdict);
  }
  return {};
}

}  // namespace grader
