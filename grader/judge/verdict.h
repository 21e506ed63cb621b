// The Verdict of a case: one word of the field's standard set, and a reason.
#ifndef GRADER_JUDGE_VERDICT_H_
#define GRADER_JUDGE_VERDICT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/execute/observation.h"
#include "grader/judge/check.h"
#include "grader/judge/crash_words.h"
#include "grader/problem/limits.h"

namespace grader {

enum class VerdictWord {
  kAccepted,
  kWrongAnswer,
  kTimeLimitExceeded,
  kMemoryLimitExceeded,
  kOutputLimitExceeded,
  kRunTimeError,
  kCompileError,
  kJudgeError,
};

struct Verdict {
  VerdictWord word = VerdictWord::kJudgeError;
  std::string reason;  // "deadlock", "stdout", "signal:SIGSEGV", …; empty when
                       // accepted
  std::string message;  // for the learner: what happened, in a sentence or two
  // Where in the learner's files it happened, if the program told.
  CodePlace place = {};

  bool operator==(const Verdict&) const = default;
};

// "accepted", "wrong_answer", …
absl::string_view VerdictName(VerdictWord word);

// Judges one case from one ordered list of rules: the first that applies
// decides. `limits` are those of the run; messages quote them. `driven` cases
// have a driver, which must have reached its end mark. Pure.
Verdict Judge(const Observation& observation,
              const std::vector<CheckResult>& checks, const Limits& limits,
              bool driven);

}  // namespace grader

#endif  // GRADER_JUDGE_VERDICT_H_
