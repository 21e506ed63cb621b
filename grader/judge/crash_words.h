// What a program that failed says about it on stderr, found among all that its
// language prints around it. One table row per form that a language has, so a
// new language is a new row.
#ifndef GRADER_JUDGE_CRASH_WORDS_H_
#define GRADER_JUDGE_CRASH_WORDS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// A place in one of the learner's own files.
struct CodePlace {
  std::string file;  // without folders; empty: not known
  int line = 0;      // from 1; 0: not known

  bool operator==(const CodePlace&) const = default;
};

struct CrashSaid {
  // The error with its place, as `"ValueError: 3" (solution.py, line 7)`; the
  // last line that says anything where no language is recognized; empty if
  // there is none. An endless recursion is named as one.
  std::string words;
  // The innermost of the learner's own lines, if the text tells.
  CodePlace place;
};

// What `err` says of a crash.
CrashSaid ReadCrash(absl::string_view err);

// Its words alone.
std::string CrashWords(absl::string_view err);

}  // namespace grader

#endif  // GRADER_JUDGE_CRASH_WORDS_H_
