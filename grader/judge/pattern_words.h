// A pattern as a learner reads it: captures in words instead of braces.
#ifndef GRADER_JUDGE_PATTERN_WORDS_H_
#define GRADER_JUDGE_PATTERN_WORDS_H_

#include <string>
#include <vector>

#include "grader/problem/pattern.h"

namespace grader {

// The lines of `pattern`: "[<8 hex digits: id>] start", and where a capture
// comes again "[<the same id>] end".
std::vector<std::string> PatternInWords(const ParsedPattern& pattern);

}  // namespace grader

#endif  // GRADER_JUDGE_PATTERN_WORDS_H_
