// Parts of what verdicts say, for the rules.
#ifndef GRADER_JUDGE_VERDICT_MESSAGE_H_
#define GRADER_JUDGE_VERDICT_MESSAGE_H_

#include <string>

#include "grader/execute/observation.h"
#include "grader/judge/crash_words.h"
#include "grader/judge/verdict_rules.h"

namespace grader {

// What the program says on stderr of why it ends.
CrashSaid ReadLastWords(const Observation& observation);

// "; on stderr: …"
std::string LastWords(const Observation& observation);

// "; the limit of 16 processes and threads was reached": what may lie behind a
// failure that no rule above explains.
std::string ReachedLimits(const Facts& facts);

// "ended with exit status 3", "crashed with SIGSEGV": how a program of the
// author's ended.
std::string EndInWords(const Termination& end);

}  // namespace grader

#endif  // GRADER_JUDGE_VERDICT_MESSAGE_H_
