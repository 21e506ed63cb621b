// How a run ended: at a limit, in a deadlock, by a signal, too early.
#include <signal.h>

#include "absl/strings/str_cat.h"
#include "grader/execute/plan.h"
#include "grader/execute/sanitizers.h"
#include "grader/judge/limit_verdict.h"
#include "grader/judge/sanitizer_report.h"
#include "grader/judge/schedule_verdict.h"
#include "grader/judge/signals.h"
#include "grader/judge/stack_frames.h"
#include "grader/judge/verdict_message.h"
#include "grader/judge/verdict_rules.h"
#include "grader/problem/readable.h"
#include "grader/problem/units.h"
#include "re2/re2.h"

namespace grader {
namespace {

// Their heaps are as large as the limit, and their machines take more. Of
// Mono's exception the machine itself is the thrower, not a library that means
// a bound of its own.
bool SaysHeapIsFull(const std::string& err) {
  static const RE2 kFullHeap(
      R"(java\.lang\.OutOfMemoryError: |)"
      R"(System\.OutOfMemoryException: [^\n]*\n  at \(wrapper )");
  return RE2::PartialMatch(err, kFullHeap);
}

// A program that is stopped, or that crashes, loses what waits in its buffer;
// its author sees less than was printed, and looks in the wrong place.
std::string LostOutput(const Facts& facts) {
  if (facts.driven || !facts.observation.out.head.empty()) return "";
  return "; nothing had reached stdout: what a program prints waits in a "
         "buffer, and is lost unless it was flushed before";
}

// A full stack ends in this signal, and then was memory. So is what is on the
// heap: it only seems so. A program of any kind uses as much as a small stack.
bool StackMayBeFull(const Facts& facts) {
  constexpr std::int64_t kTellsNothing = 8 * kMiB;
  const std::int64_t stack = StackOf(facts.limits);
  return facts.ended<Signaled>()->signal == SIGSEGV && stack >= kTellsNothing &&
         facts.observation.peak_memory_bytes >= stack;
}

}  // namespace

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
  if (const std::optional<Interaction>& seen = facts.observation.interaction;
      seen && !seen->end) {
    return Verdict{
        VerdictWord::kTimeLimitExceeded, "deadlock",
        "deadlock: the program and the other side each wait for the other to "
        "say something. Either the program waits for more than it is told, or "
        "it has not said all that it must: what it prints is said when the "
        "line ends and the output is flushed"};
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
  const std::string meaning =
      StackMayBeFull(facts)
          ? absl::StrCat("its stack seems to be full, all ",
                         FormatBytes(StackOf(facts.limits)),
                         " of it: a recursion that goes too deep or never "
                         "ends, or a very large local variable")
          : std::string(SignalMeaning(signaled->signal));
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
  if (!failed) return std::nullopt;
  if (!facts.reached(Limit::kMemory) &&
      !SaysHeapIsFull(facts.observation.err.Joined())) {
    return std::nullopt;
  }
  return LimitVerdict(Limit::kMemory, facts.observation, facts.limits);
}

// Where it was the address of a report tells, which is looked up behind this.
MaybeVerdict FoundBySanitizer(const Facts& facts) {
  if (facts.observation.termination != Termination(Exited{kSanitizerEnds}) ||
      facts.passed(CheckKind::kExitCode)) {
    return std::nullopt;
  }
  const auto report =
      ReadSanitizerReport(facts.observation.err.Joined(), kProgram);
  if (!report) return std::nullopt;
  return Verdict{VerdictWord::kRunTimeError, "sanitizer",
                 absl::StrCat(report->kind, ": ", Readable(report->means)),
                 report->place};
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

}  // namespace grader
