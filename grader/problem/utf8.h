// UTF-8 (RFC 3629) as it comes from outside, decoded by utf8proc: the only
// place where its bytes are looked at.
#ifndef GRADER_PROBLEM_UTF8_H_
#define GRADER_PROBLEM_UTF8_H_

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
// surrogates and values past U+10FFFF are not UTF-8; of such bytes one is
// taken.
CodePoint DecodeFront(absl::string_view text);

// `value`, which is no surrogate and at most U+10FFFF, as UTF-8.
std::string Encode(char32_t value);

// How many code points `text` has, which is UTF-8.
std::size_t CountCodePoints(absl::string_view text);

// The place of the first byte in `text` that is not part of valid UTF-8, or
// npos.
std::size_t FindInvalidUtf8(absl::string_view text);

// `at`, or up to three bytes less, so that a cut there splits no character.
std::size_t CutBefore(absl::string_view text, std::size_t at);

// `text` for comparing names: without accents and regard to capitals, and each
// character in its plain form ("ﬁ", "①"). What is not UTF-8 stays as it is.
std::string Folded(absl::string_view text);

// Columns of a terminal: 2 for East Asian wide characters and emoji, 0 for
// marks that combine with the character before, 1 for all others.
int DisplayWidth(char32_t value);

}  // namespace grader

#endif  // GRADER_PROBLEM_UTF8_H_
