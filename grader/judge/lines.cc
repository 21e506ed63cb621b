#include "grader/judge/lines.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "grader/judge/figures.h"

namespace grader {
namespace {

constexpr std::size_t kLinesBefore = 2;
constexpr std::size_t kLinesAfter = 3;
constexpr std::size_t kSelectedLines = 12;
constexpr std::size_t kLineBytes = 160;
constexpr std::size_t kColumnsBefore = 60;
constexpr std::size_t kQuotedBytes = 80;

bool IsContinuation(char c) { return (c & 0xC0) == 0x80; }

// The length of the printable character at the start of `bytes` in UTF-8; 0 if
// there is none. Table 3-7 of the Unicode standard, less the control characters
// up to U+009F.
std::size_t PrintableLength(absl::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  if (first < 0x80) return first >= 0x20 && first != 0x7F ? 1 : 0;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || bytes.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!IsContinuation(bytes[i])) return 0;
  }
  const auto second = static_cast<unsigned char>(bytes[1]);
  const bool valid =
      !(first == 0xC2 && second < 0xA0) && !(first == 0xE0 && second < 0xA0) &&
      !(first == 0xED && second > 0x9F) && !(first == 0xF0 && second < 0x90) &&
      !(first == 0xF4 && second > 0x8F);
  return valid ? length : 0;
}

// Where a cut near `at` does not split a character.
std::size_t CutBefore(absl::string_view bytes, std::size_t at) {
  at = std::min(at, bytes.size());
  std::size_t cut = at;
  while (cut > 0 && at - cut < 3 && cut < bytes.size() &&
         IsContinuation(bytes[cut])) {
    --cut;
  }
  return cut;
}

std::string ReadableLine(absl::string_view line, std::size_t column,
                         Spaces spaces) {
  std::size_t begin = 0;
  if (line.size() > kLineBytes && column > kColumnsBefore) {
    begin = CutBefore(
        line, std::min(column - kColumnsBefore, line.size() - kLineBytes));
  }
  const std::size_t end = CutBefore(line, begin + kLineBytes);
  std::string text;
  if (begin > 0) text = absl::StrCat("(", Counted(begin, "byte"), ") … ");
  text += Readable(line.substr(begin, end - begin), spaces);
  if (end < line.size()) {
    absl::StrAppend(&text, " … (+", Counted(line.size() - end, "byte"), ")");
  }
  return text;
}

}  // namespace

Lines SplitLines(absl::string_view text) {
  if (absl::EndsWith(text, "\n")) {
    text.remove_suffix(absl::EndsWith(text, "\r\n") ? 2 : 1);
  }
  Lines lines;
  if (text.empty()) return lines;
  for (;;) {
    const std::size_t end = text.find('\n');
    if (end == absl::string_view::npos) break;
    const bool crlf = end > 0 && text[end - 1] == '\r';
    lines.push_back(text.substr(0, crlf ? end - 1 : end));
    text.remove_prefix(end + 1);
  }
  lines.push_back(text);
  return lines;
}

std::vector<Word> SplitWords(const Lines& lines) {
  std::vector<Word> words;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    const absl::string_view text = lines[line];
    std::size_t begin = 0;
    while (begin < text.size()) {
      if (absl::ascii_isspace(static_cast<unsigned char>(text[begin]))) {
        ++begin;
        continue;
      }
      std::size_t end = begin + 1;
      while (end < text.size() &&
             !absl::ascii_isspace(static_cast<unsigned char>(text[end]))) {
        ++end;
      }
      words.push_back({text.substr(begin, end - begin), line});
      begin = end;
    }
  }
  return words;
}

std::string Readable(absl::string_view bytes, Spaces spaces) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    std::size_t length = 1;
    if (spaces == Spaces::kVisible && bytes[0] == ' ') {
      text += "·";
    } else if (bytes[0] == '\t') {
      text += spaces == Spaces::kVisible ? "→" : "\t";
    } else if (bytes[0] == '\r') {
      text += "\\r";
    } else if (const std::size_t printable = PrintableLength(bytes)) {
      length = printable;
      text.append(bytes.data(), length);
    } else {
      absl::StrAppendFormat(&text, "\\x%02x",
                            static_cast<unsigned char>(bytes[0]));
    }
    bytes.remove_prefix(length);
  }
  return text;
}

std::string Quoted(absl::string_view bytes) {
  const std::size_t end = bytes.size() <= kQuotedBytes
                              ? bytes.size()
                              : CutBefore(bytes, kQuotedBytes);
  std::string text = absl::StrCat("\"", Readable(bytes.substr(0, end)), "\"");
  if (end < bytes.size()) {
    absl::StrAppend(&text, " … (+", Counted(bytes.size() - end, "byte"), ")");
  }
  return text;
}

std::string Excerpt(const Lines& lines, const Focus& focus) {
  if (lines.empty()) return "(nothing)";
  if (lines.size() == 1 && focus.line == 0) {
    return ReadableLine(lines[0], focus.column, focus.spaces);
  }
  const std::size_t at = std::min(focus.line, lines.size());
  const std::size_t begin = at - std::min(at, kLinesBefore);
  const std::size_t end = std::min(at + 1 + kLinesAfter, lines.size());
  const int width = static_cast<int>(absl::StrCat(end + 1).size());
  std::string text;
  if (begin > 0) {
    absl::StrAppend(&text, "(", Counted(begin, "line"), " before)\n");
  }
  for (std::size_t i = begin; i < end; ++i) {
    absl::StrAppendFormat(
        &text, "%s %*d | %s\n", i == at ? ">" : " ", width, i + 1,
        ReadableLine(lines[i], i == at ? focus.column : 0, focus.spaces));
  }
  if (at == lines.size()) {
    absl::StrAppendFormat(&text, "> %*d | (the end)\n", width, at + 1);
  }
  if (end < lines.size()) {
    absl::StrAppend(&text, "(+", Counted(lines.size() - end, "line"), ")\n");
  }
  text.pop_back();
  return text;
}

std::string Selection(const Lines& lines,
                      const std::vector<std::size_t>& indexes, Spaces spaces) {
  if (indexes.empty()) return "(nothing)";
  const std::size_t shown = std::min(indexes.size(), kSelectedLines);
  const int width = static_cast<int>(absl::StrCat(indexes.back() + 1).size());
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    absl::StrAppendFormat(&text, "> %*d | %s\n", width, indexes[i] + 1,
                          ReadableLine(lines[indexes[i]], 0, spaces));
  }
  if (shown < indexes.size()) {
    absl::StrAppend(&text, "(+", Counted(indexes.size() - shown, "line"),
                    ")\n");
  }
  text.pop_back();
  return text;
}

std::size_t CommonPrefix(absl::string_view a, absl::string_view b) {
  const std::size_t length = std::min(a.size(), b.size());
  return static_cast<std::size_t>(
      std::mismatch(a.begin(), a.begin() + length, b.begin()).first -
      a.begin());
}

}  // namespace grader
