#include "grader/judge/pattern_words.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace grader {
namespace {

absl::string_view KindInWords(CaptureKind kind) {
  switch (kind) {
    case CaptureKind::kWord:
      return "a word";
    case CaptureKind::kInt:
      return "a whole number";
    case CaptureKind::kHex8:
      return "8 hex digits";
    case CaptureKind::kFloat:
      return "a number";
    case CaptureKind::kText:
      return "any text";
  }
  return "";
}

}  // namespace

std::vector<std::string> PatternInWords(const ParsedPattern& pattern) {
  std::vector<bool> seen(pattern.captures.size(), false);
  std::vector<std::string> lines;
  lines.reserve(pattern.lines.size());
  for (const PatternLine& line : pattern.lines) {
    std::string& text = lines.emplace_back();
    for (const PatternPiece& piece : line.pieces) {
      if (piece.capture < 0) {
        text += piece.literal;
        continue;
      }
      const auto index = static_cast<std::size_t>(piece.capture);
      const Capture& capture = pattern.captures[index];
      absl::StrAppend(&text, "<",
                      seen[index]
                          ? "the same "
                          : absl::StrCat(KindInWords(capture.kind), ": "),
                      capture.name, ">");
      seen[index] = true;
    }
  }
  return lines;
}

}  // namespace grader
