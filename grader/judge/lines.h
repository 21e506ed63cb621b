// Texts as lines and words, and excerpts of them that a person can read
// whatever bytes a submission printed. Used by every comparison.
#ifndef GRADER_JUDGE_LINES_H_
#define GRADER_JUDGE_LINES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/readable.h"

namespace grader {

using Lines = std::vector<absl::string_view>;

// The lines of `text`, without their ends (LF or CRLF). A final newline adds no
// line, so "", "\n" have none, and "a", "a\n" one. The views point into `text`.
Lines SplitLines(absl::string_view text);

struct Word {
  absl::string_view text;
  std::size_t line = 0;  // index into the lines
};

// The words of all lines: what white space (as in ASCII) separates.
std::vector<Word> SplitWords(const Lines& lines);

// The part of a text to look at.
struct Focus {
  std::size_t line = 0;    // index; may be the number of lines: the end
  std::size_t column = 0;  // bytes into that line
  Spaces spaces = Spaces::kPlain;
};

// The lines around `focus`, numbered from 1 and with `>` before the one in
// question; a text of one line stands alone. Lines and bytes that are left out
// are counted.
std::string Excerpt(const Lines& lines, const Focus& focus);

// The lines at `indexes` (ascending), numbered; those over a dozen are counted.
std::string Selection(const Lines& lines,
                      const std::vector<std::size_t>& indexes,
                      Spaces spaces = Spaces::kPlain);

// The number of leading bytes that `a` and `b` have in common.
std::size_t CommonPrefix(absl::string_view a, absl::string_view b);

}  // namespace grader

#endif  // GRADER_JUDGE_LINES_H_
