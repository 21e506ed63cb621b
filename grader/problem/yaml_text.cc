#include "grader/problem/yaml_text.h"

#include <cstddef>
#include <string>

#include "absl/strings/match.h"
#include "grader/problem/utf8.h"
#include "re2/re2.h"

namespace grader {

bool CheckYamlText(AuthorErrors& errors) {
  const std::string& text = errors.text();
  if (absl::StartsWith(text, "\xEF\xBB\xBF")) {
    errors.Add({0, 1}, "a byte order mark; save the file as plain UTF-8");
    return false;
  }
  if (absl::StartsWith(text, "\xFF\xFE") ||
      absl::StartsWith(text, "\xFE\xFF")) {
    errors.Add({0, 1}, "the file is UTF-16; save it as plain UTF-8");
    return false;
  }
  const std::size_t invalid = FindInvalidUtf8(text);
  if (invalid != absl::string_view::npos) {
    errors.Add({invalid, 1}, "invalid UTF-8; save the file as plain UTF-8");
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool line_end =
        byte == '\n' ||
        (byte == '\r' && i + 1 < text.size() && text[i + 1] == '\n');
    if ((byte < 0x20 && byte != '\t' && !line_end) || byte == 0x7F) {
      errors.Add({i, 1},
                 "a control character; in double quotes, write it as an "
                 "escape like \\r or \\x1b");
      return false;
    }
  }
  // Blank lines and comments, then a directive.
  static const RE2 kDirective("\\A((?:[ \\t]*(?:#[^\\n]*)?\\r?\\n)*)%");
  re2::StringPiece head;
  if (RE2::PartialMatch(text, kDirective, &head)) {
    errors.Add({head.size(), 1}, "directives (%YAML, %TAG) are not accepted");
    return false;
  }
  return true;
}

absl::string_view PlainMeaning(absl::string_view text) {
  static const RE2 kNothing("~|null|Null|NULL|");
  static const RE2 kBoolean("(?i)y|n|yes|no|on|off|true|false");
  static const RE2 kNumber(
      "[-+]?(?:[0-9][0-9_]*|0[xX][0-9a-fA-F_]+|0o[0-7]+|0b[01_]+|"
      "[0-9][0-9_]*(?::[0-5]?[0-9])+|"
      "(?:[0-9][0-9_]*\\.[0-9_]*|\\.[0-9_]+|[0-9]+)(?:[eE][-+]?[0-9]+)?|"
      "\\.(?:inf|Inf|INF))|\\.(?:nan|NaN|NAN)");
  const re2::StringPiece piece(text.data(), text.size());
  if (RE2::FullMatch(piece, kNothing)) return "nothing";
  if (RE2::FullMatch(piece, kBoolean)) return "true or false";
  if (RE2::FullMatch(piece, kNumber)) return "a number";
  return "";
}

}  // namespace grader
