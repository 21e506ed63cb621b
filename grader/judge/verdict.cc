#include "grader/judge/verdict.h"

#include <signal.h>

#include <algorithm>
#include <optional>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "grader/judge/crash_words.h"
#include "grader/judge/figures.h"
#include "grader/judge/limit_verdict.h"
#include "grader/judge/lines.h"
#include "grader/judge/schedule_verdict.h"
#include "grader/judge/signals.h"
#include "grader/judge/stack_frames.h"

namespace grader {
namespace {

// Real sleep beyond this slipped past the virtual clock; less is the
// supervisor's own imprecision.
constexpr absl::Duration kUnaccountedSleepBound = absl::Milliseconds(5);

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
  // The driver did not reach its end.
  bool cut_short() const { return driven && !observation.trace.done; }
  // It was stopped for nothing but going on.
  bool only_waited() const {
    const auto* killed = ended<Killed>();
    return ended<Deadlocked>() != nullptr ||
           (killed != nullptr && (killed->limit == Limit::kElapsed ||
                                  killed->limit == Limit::kWall));
  }
  // The driver had said that the case is over when it was.
  bool waited_after_error() const {
    return observation.trace.error && only_waited();
  }
};

using MaybeVerdict = std::optional<Verdict>;

// What the program says on stderr of why it ends.
CrashSaid ReadLastWords(const Observation& observation) {
  const CapturedText& err = observation.err;
  return ReadCrash(err.omitted > 0 ? absl::StrCat(err.head, "\n", err.tail)
                                   : err.Joined());
}

// "; on stderr: …"
std::string LastWords(const Observation& observation) {
  const std::string words = ReadLastWords(observation).words;
  return words.empty() ? "" : absl::StrCat("; on stderr: ", words);
}

// A program that is stopped, or that crashes, loses what waits in its buffer;
// its author sees less than was printed, and looks in the wrong place.
std::string LostOutput(const Facts& facts) {
  if (facts.driven || !facts.observation.out.head.empty()) return "";
  return "; nothing had reached stdout: what a program prints waits in a "
         "buffer, and is lost unless it was flushed before";
}

// "; the limit of 16 processes and threads was reached": what may lie behind a
// failure that no rule above explains.
std::string ReachedLimits(const Facts& facts) {
  std::string text;
  for (const Limit limit : facts.observation.limits_reached) {
    absl::StrAppend(&text, "; the limit of ",
                    FormatLimit(limit, facts.limits, facts.observation.clock),
                    " was reached");
  }
  return text;
}

// "ended with exit status 3", "crashed with SIGSEGV": how a program of the
// author's ended.
std::string EndInWords(const Termination& end) {
  struct Words {
    std::string operator()(const Exited& exited) const {
      return absl::StrCat("ended with exit status ", exited.code);
    }
    std::string operator()(const Signaled& signaled) const {
      return absl::StrCat("crashed with ", SignalName(signaled.signal));
    }
    std::string operator()(const Killed& killed) const {
      return absl::StrCat(
          "was stopped at its limit of ",
          FormatLimit(killed.limit, Limits(), ClockKind::kReal));
    }
    std::string operator()(const Deadlocked&) const {
      return "waited for something that never comes";
    }
  };
  return std::visit(Words(), end);
}

MaybeVerdict CheckerFailed(const Facts& facts) {
  const std::optional<Termination>& end = facts.observation.checker_end;
  if (!end || *end == Termination(Exited{kCheckerAccepts}) ||
      *end == Termination(Exited{kCheckerRejects})) {
    return std::nullopt;
  }
  const std::string& said = facts.observation.checker_message;
  return Verdict{
      VerdictWord::kJudgeError, "checker",
      absl::StrCat("the problem's checker ", EndInWords(*end),
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

// What the submission may have brought about is not the author's: a limit that
// left the driver short of something, a signal, a crash that took the
// connection away.
MaybeVerdict DriverFailed(const Facts& facts) {
  const auto& failure = facts.observation.driver_failure;
  if (!failure || failure->within_reach || !facts.cut_short() ||
      facts.observation.trace.error ||
      !facts.observation.limits_reached.empty()) {
    return std::nullopt;
  }
  const auto* exited = facts.ended<Exited>();
  if (!facts.only_waited() && (exited == nullptr || exited->code != 0)) {
    return std::nullopt;
  }
  return Verdict{VerdictWord::kJudgeError, "driver_failed",
                 absl::StrCat("the problem's driver ", EndInWords(failure->end),
                              " before the case was complete",
                              LastWords(facts.observation))};
}

MaybeVerdict ScheduleFailed(const Facts& facts) {
  if (!facts.observation.schedule) return std::nullopt;
  return ScheduleVerdict(*facts.observation.schedule);
}

MaybeVerdict KilledAtLimit(const Facts& facts) {
  const auto* killed = facts.ended<Killed>();
  if (killed == nullptr || facts.waited_after_error()) return std::nullopt;
  Verdict verdict =
      LimitVerdict(killed->limit, facts.observation, facts.limits);
  if (verdict.word == VerdictWord::kTimeLimitExceeded) {
    verdict.message += LostOutput(facts);
  }
  return verdict;
}

MaybeVerdict EndedInDeadlock(const Facts& facts) {
  if (facts.ended<Deadlocked>() == nullptr || facts.waited_after_error()) {
    return std::nullopt;
  }
  const std::string open = OpenSpans(facts.observation.trace);
  return Verdict{
      VerdictWord::kTimeLimitExceeded, "deadlock",
      absl::StrCat(
          "deadlock: everything waits, and nothing that still runs could wake "
          "it",
          facts.driven ? ": each task waits for another one, or the thread of "
                         "the event loop itself waits (in a future, a join, a "
                         "lock or a semaphore) and so runs no task"
                       : "",
          open.empty() ? "" : "; still open: ", open)};
}

// A refused allocation, thread or write often ends in a signal.
MaybeVerdict SignaledAtLimit(const Facts& facts) {
  const auto* signaled = facts.ended<Signaled>();
  if (signaled == nullptr) return std::nullopt;
  const int signal = signaled->signal;
  if ((signal != SIGSEGV && signal != SIGABRT && signal != SIGBUS &&
       signal != SIGKILL) ||
      facts.observation.limits_reached.empty()) {
    return std::nullopt;
  }
  return LimitVerdict(facts.reached(Limit::kMemory)
                          ? Limit::kMemory
                          : facts.observation.limits_reached.front(),
                      facts.observation, facts.limits);
}

MaybeVerdict EndedBySignal(const Facts& facts) {
  const auto* signaled = facts.ended<Signaled>();
  if (signaled == nullptr) return std::nullopt;
  const std::string name = SignalName(signaled->signal);
  const absl::string_view meaning = SignalMeaning(signaled->signal);
  return Verdict{VerdictWord::kRunTimeError, absl::StrCat("signal:", name),
                 absl::StrCat("the program crashed with ", name,
                              meaning.empty() ? "" : " (", meaning,
                              meaning.empty() ? "" : ")",
                              LastWords(facts.observation), LostOutput(facts))};
}

MaybeVerdict FailedOutOfMemory(const Facts& facts) {
  const auto* exited = facts.ended<Exited>();
  const bool failed = facts.observation.trace.error ||
                      facts.failed(CheckKind::kExitCode) != nullptr ||
                      (facts.cut_short() && exited && exited->code != 0);
  if (!failed || !facts.reached(Limit::kMemory)) return std::nullopt;
  return LimitVerdict(Limit::kMemory, facts.observation, facts.limits);
}

MaybeVerdict ExceptionEscaped(const Facts& facts) {
  const auto& error = facts.observation.trace.error;
  if (!error) return std::nullopt;
  return Verdict{
      VerdictWord::kRunTimeError, "exception",
      absl::StrCat("an exception was not caught: ",
                   Readable(WithoutOwnFolders(*error)), ReachedLimits(facts))};
}

MaybeVerdict CutShort(const Facts& facts) {
  const auto* exited = facts.ended<Exited>();
  if (!facts.cut_short() || exited == nullptr) return std::nullopt;
  const std::string open = OpenSpans(facts.observation.trace);
  const std::string where =
      absl::StrCat(open.empty() ? "" : "; still open: ", open);
  const std::string why =
      absl::StrCat(LastWords(facts.observation), ReachedLimits(facts));
  if (exited->code != 0) {
    return Verdict{
        VerdictWord::kRunTimeError, "exit_code",
        absl::StrCat("the program ended with exit code ", exited->code,
                     " before the case was complete", where, why)};
  }
  return Verdict{VerdictWord::kRunTimeError, "exited_early",
                 absl::StrCat("the program ended before the case was complete",
                              where, why)};
}

MaybeVerdict WrongExitCode(const Facts& facts) {
  const CheckResult* check = facts.failed(CheckKind::kExitCode);
  if (check == nullptr) return std::nullopt;
  return Verdict{VerdictWord::kRunTimeError, "exit_code",
                 absl::StrCat(check->message, LastWords(facts.observation),
                              ReachedLimits(facts))};
}

MaybeVerdict WrongAnswer(const Facts& facts, CheckKind kind,
                         absl::string_view reason) {
  const CheckResult* check = facts.failed(kind);
  if (check == nullptr) return std::nullopt;
  return Verdict{VerdictWord::kWrongAnswer, std::string(reason),
                 absl::StrCat(check->message, ReachedLimits(facts))};
}

MaybeVerdict WrongStdout(const Facts& facts) {
  return WrongAnswer(facts, CheckKind::kStdout, "stdout");
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

MaybeVerdict PartlyRight(const Facts& facts) {
  return WrongAnswer(facts, CheckKind::kPartial, "partial");
}

MaybeVerdict NothingWrong(const Facts&) {
  return Verdict{VerdictWord::kAccepted, "", ""};
}

using Rule = MaybeVerdict (*)(const Facts&);

// Read from top to bottom; the first that has a verdict decides. What the
// author got wrong comes before what the submission did, how a run ended before
// what it printed, and what a learner sees at once before what is measured.
constexpr Rule kRules[] = {
    CheckerFailed,      // judge_error checker
    TraceViolated,      // judge_error trace
    DriverFailed,       // judge_error driver_failed
    ScheduleFailed,     // wrong_answer data_race, time_limit_exceeded deadlock,
                        // lost_wake_up, step_limit
    KilledAtLimit,      // …_limit_exceeded or run_time_error, ….._limit
    EndedInDeadlock,    // time_limit_exceeded deadlock
    SignaledAtLimit,    // as KilledAtLimit
    EndedBySignal,      // run_time_error signal:…
    FailedOutOfMemory,  // memory_limit_exceeded memory_limit
    ExceptionEscaped,   // run_time_error exception
    CutShort,           // run_time_error exit_code, exited_early
    WrongExitCode,      // run_time_error exit_code
    WrongStdout,        // wrong_answer stdout
    WrongStderr,        // wrong_answer stderr
    WrongFile,          // wrong_answer file
    WrongConcurrency,   // wrong_answer concurrency
    SleptOutsideClock,  // wrong_answer timing
    WrongTiming,        // wrong_answer timing
    WrongTrace,         // wrong_answer trace
    PartlyRight,        // wrong_answer partial
    NothingWrong,       // accepted
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
    if (verdict->word == VerdictWord::kRunTimeError) {
      verdict->place = ReadLastWords(observation).place;
    }
    return *std::move(verdict);
  }
  return {};
}

}  // namespace grader
