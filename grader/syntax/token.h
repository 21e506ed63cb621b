// A SyntaxToken: a word or a sign of a program, by what it is for the language
// and not by what it says, so that programs that differ in names, values and
// comments alone have the same tokens.
#ifndef GRADER_SYNTAX_TOKEN_H_
#define GRADER_SYNTAX_TOKEN_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

// Of one program no more are looked at.
inline constexpr std::size_t kMostTokens = 50'000;

struct SyntaxToken {
  std::uint32_t kind = 0;  // the same for what is the same in one language
  int file = 0;            // which of the files, from 0
  int line = 0;            // from 1

  bool operator==(const SyntaxToken&) const = default;
};

// As text: a line for each line of the program that has tokens; DecodeTokens
// reads it again. Nothing for other text.
std::string EncodeTokens(const std::vector<SyntaxToken>& tokens);
std::optional<std::vector<SyntaxToken>> DecodeTokens(absl::string_view text);

}  // namespace grader

#endif  // GRADER_SYNTAX_TOKEN_H_
