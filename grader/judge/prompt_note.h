// A prompt in front of the right answer, the most frequent reason why a right
// program is rejected. Used where printed texts are compared.
#ifndef GRADER_JUDGE_PROMPT_NOTE_H_
#define GRADER_JUDGE_PROMPT_NOTE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// "; "Enter a number: " is printed before the right answer …" if `actual` is
// `expected` with words in front of it, in front of the whole or of some of
// its lines; white space does not count. Empty otherwise.
std::string PromptNote(absl::string_view expected, absl::string_view actual);

}  // namespace grader

#endif  // GRADER_JUDGE_PROMPT_NOTE_H_
