// What a program that failed says about it on stderr, found among all that its
// language prints around it. One table row per form that a language has, so a
// new language is a new row.
#ifndef GRADER_JUDGE_CRASH_WORDS_H_
#define GRADER_JUDGE_CRASH_WORDS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// The error in `err` with its place in the learner's own files, as
// `"ValueError: 3" (solution.py, line 7)`; the last line that says anything
// where no language is recognized; empty if there is none. An endless recursion
// is named as one.
std::string CrashWords(absl::string_view err);

// `text` without the folders that the grader itself put the learner's files
// into, so that a file has the name that its author gave it.
std::string WithoutOwnFolders(absl::string_view text);

}  // namespace grader

#endif  // GRADER_JUDGE_CRASH_WORDS_H_
