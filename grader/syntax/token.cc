#include "grader/syntax/token.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace grader {

std::string EncodeTokens(const std::vector<SyntaxToken>& tokens) {
  std::string text;
  const SyntaxToken* before = nullptr;
  for (const SyntaxToken& one : tokens) {
    const bool same_line = before != nullptr && before->file == one.file &&
                           before->line == one.line;
    if (!same_line) {
      if (before != nullptr) text += '\n';
      absl::StrAppend(&text, one.file, " ", one.line);
    }
    absl::StrAppend(&text, " ", absl::Hex(one.kind));
    before = &one;
  }
  return before == nullptr ? text : text + "\n";
}

std::optional<std::vector<SyntaxToken>> DecodeTokens(absl::string_view text) {
  std::vector<SyntaxToken> tokens;
  if (text.empty()) return tokens;
  if (!absl::ConsumeSuffix(&text, "\n")) return std::nullopt;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    SyntaxToken token;
    int place = 0;
    for (const absl::string_view word : absl::StrSplit(line, ' ')) {
      const bool read = place == 0   ? absl::SimpleAtoi(word, &token.file)
                        : place == 1 ? absl::SimpleAtoi(word, &token.line)
                                     : absl::SimpleHexAtoi(word, &token.kind);
      if (!read || token.file < 0 || (place > 0 && token.line < 1) ||
          tokens.size() == kMostTokens) {
        return std::nullopt;
      }
      if (++place > 2) tokens.push_back(token);
    }
    if (place < 3) return std::nullopt;
  }
  return tokens;
}

}  // namespace grader
