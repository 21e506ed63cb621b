#include "grader/judge/verdict_words.h"

#include "absl/strings/str_replace.h"

namespace grader {

std::optional<VerdictWord> VerdictNamed(absl::string_view name) {
  for (const VerdictWord word : kVerdicts) {
    if (VerdictName(word) == name) return word;
  }
  return std::nullopt;
}

Ruling RulingOf(VerdictWord word) {
  switch (word) {
    case VerdictWord::kAccepted:
      return Ruling::kAccepted;
    case VerdictWord::kJudgeError:
      return Ruling::kNone;
    case VerdictWord::kWrongAnswer:
    case VerdictWord::kTimeLimitExceeded:
    case VerdictWord::kMemoryLimitExceeded:
    case VerdictWord::kOutputLimitExceeded:
    case VerdictWord::kRunTimeError:
    case VerdictWord::kCompileError:
      return Ruling::kRejected;
  }
  return Ruling::kNone;
}

std::string NameInWords(absl::string_view name) {
  return absl::StrReplaceAll(name, {{"run_time", "run-time"}, {"_", " "}});
}

}  // namespace grader
