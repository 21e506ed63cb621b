// SourceWords: the words and signs of a C++ source as a compiler's first phases
// see them: lines that end in a backslash joined, without comments and without
// what strings hold. A syntax tree shows neither directives in full nor what is
// spliced; for what must not be written at all that is too little.
#ifndef GRADER_EXECUTE_SOURCE_WORDS_H_
#define GRADER_EXECUTE_SOURCE_WORDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

struct SourceWord {
  enum class Kind {
    kName,    // an identifier or a keyword
    kString,  // of whatever form; without its text
    kSign,    // a character, or ##
  };
  Kind kind = Kind::kSign;
  std::string text;
  int line = 0;    // from 1
  int column = 0;  // in bytes, from 1
  // Of the signs # and %: that begin a line, and of what follows it there.
  bool in_directive = false;
  bool begins_line = false;

  bool operator==(const SourceWord&) const = default;
};

// The words of `source`, numbers left out. In what is not compiled (#if 0) a
// compiler may take R"( for the beginning of a raw string or not; `raw_strings`
// says whether it is one.
std::vector<SourceWord> WordsOf(absl::string_view source, bool raw_strings);

// The lines of `source` from `line` to where the first brace that opens there
// or behind it is closed; nothing if there is none.
std::string BlockAt(absl::string_view source, int line);

}  // namespace grader

#endif  // GRADER_EXECUTE_SOURCE_WORDS_H_
