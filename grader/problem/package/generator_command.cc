#include "grader/problem/package/generator_command.h"

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/sha.h"

namespace grader {

absl::StatusOr<std::vector<std::string>> SplitCommand(
    absl::string_view command) {
  std::vector<std::string> words;
  bool in_word = false;
  char quote = 0;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    if (quote == 0 && absl::ascii_isspace(static_cast<unsigned char>(c))) {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;
    if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    } else if (c == '\\' && quote != '\'' && i + 1 < command.size() &&
               (quote == 0 || command[i + 1] == '"' ||
                command[i + 1] == '\\')) {
      words.back() += command[++i];
    } else {
      words.back() += c;
    }
  }
  if (quote != 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the command has a ", std::string(1, quote), " that is not closed"));
  }
  return words;
}

std::int64_t SeedOf(absl::string_view salt, std::int64_t count,
                    absl::string_view command) {
  const std::string text =
      absl::StrCat(salt, count == 1 ? "" : absl::StrCat(":", count - 1),
                   absl::StripAsciiWhitespace(command));
  std::int64_t seed = 0;
  for (const unsigned char byte : Sha512(text).substr(60)) {
    seed = seed << 8 | byte;
  }
  return seed & 0x7fffffff;
}

}  // namespace grader
