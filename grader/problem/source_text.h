// Source text as learners' editors save it, brought into the one form that all
// compilers and interpreters read: UTF-8 without a mark at its start, lines
// that end in a line feed.
#ifndef GRADER_PROBLEM_SOURCE_TEXT_H_
#define GRADER_PROBLEM_SOURCE_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace grader {

struct SourceText {
  std::string text;
  // Why it is no source text, for the learner, and where that shows; `line` is
  // 0 if it shows everywhere.
  std::string fault;
  int line = 0;    // from 1
  int column = 0;  // from 1, in bytes

  bool ok() const { return fault.empty(); }
};

// Takes the byte order mark of UTF-8 from the start of `bytes`, and the
// carriage return from line ends: Bash and Java fail on them, other languages
// define that both mean nothing (also inside raw strings, as Rust, Go and
// JavaScript do). Lines and columns stay what they were. UTF-16, UTF-32 and
// anything with a NUL byte in it is a fault.
SourceText ReadSourceText(absl::string_view bytes);

}  // namespace grader

#endif  // GRADER_PROBLEM_SOURCE_TEXT_H_
