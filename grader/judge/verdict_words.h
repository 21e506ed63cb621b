// Verdicts by their names and kinds: which there are, and how people read them.
#ifndef GRADER_JUDGE_VERDICT_WORDS_H_
#define GRADER_JUDGE_VERDICT_WORDS_H_

#include <iterator>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "grader/judge/verdict.h"

namespace grader {

inline constexpr VerdictWord kVerdicts[] = {VerdictWord::kAccepted,
                                            VerdictWord::kWrongAnswer,
                                            VerdictWord::kTimeLimitExceeded,
                                            VerdictWord::kMemoryLimitExceeded,
                                            VerdictWord::kOutputLimitExceeded,
                                            VerdictWord::kRunTimeError,
                                            VerdictWord::kCompileError,
                                            VerdictWord::kJudgeError};
static_assert(std::size(kVerdicts) ==
              static_cast<std::size_t>(VerdictWord::kJudgeError) + 1);

// "wrong_answer" is VerdictWord::kWrongAnswer.
std::optional<VerdictWord> VerdictNamed(absl::string_view name);

// What a verdict comes to.
enum class Ruling {
  kAccepted,
  kRejected,
  kNone,  // the grader or the author failed, not the submission
};
Ruling RulingOf(VerdictWord word);

// The name of a verdict or of a reason as words: "wrong_answer" is
// "wrong answer", "run_time_error" is "run-time error".
std::string NameInWords(absl::string_view name);

}  // namespace grader

#endif  // GRADER_JUDGE_VERDICT_WORDS_H_
