// Just enough Unicode for a terminal: decoding, and how many columns a text
// takes. Used by the writers of text; knows nothing of reports.
#ifndef GRADER_REPORT_UNICODE_H_
#define GRADER_REPORT_UNICODE_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace grader {

struct CodePoint {
  char32_t value = 0;    // U+FFFD where the bytes are not UTF-8
  std::size_t size = 0;  // bytes taken from the front of the text; at least 1
  bool valid = false;
};

// The first code point of `text`, which must not be empty. Overlong forms,
// surrogates and values past U+10FFFF are not UTF-8 (RFC 3629).
CodePoint DecodeFront(absl::string_view text);

// `value` as UTF-8.
std::string Encode(char32_t value);

// Columns of a terminal: 2 for East Asian wide characters and emoji, 0 for
// marks that combine with the character before, 1 for all others. The tables
// hold whole blocks (Unicode 15, EastAsianWidth.txt), not single code points.
int DisplayWidth(char32_t value);
int DisplayWidth(absl::string_view text);

// The bytes at the front of `text` that fit into `columns`. Never cuts through
// a code point or between a character and its combining marks.
std::size_t PrefixThatFits(absl::string_view text, int columns);

}  // namespace grader

#endif  // GRADER_REPORT_UNICODE_H_
