#include "grader/judge/verdict_message.h"

#include <variant>

#include "absl/strings/str_cat.h"
#include "grader/judge/limit_verdict.h"
#include "grader/judge/signals.h"

namespace grader {

CrashSaid ReadLastWords(const Observation& observation) {
  const CapturedText& err = observation.err;
  return ReadCrash(err.omitted > 0 ? absl::StrCat(err.head, "\n", err.tail)
                                   : err.Joined());
}

std::string LastWords(const Observation& observation) {
  const std::string words = ReadLastWords(observation).words;
  return words.empty() ? "" : absl::StrCat("; on stderr: ", words);
}

std::string ReachedLimits(const Facts& facts) {
  std::string text;
  for (const Limit limit : facts.observation.limits_reached) {
    absl::StrAppend(&text, "; the limit of ",
                    FormatLimit(limit, facts.limits, facts.observation.clock),
                    " was reached");
  }
  return text;
}

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

}  // namespace grader
