#include "grader/judge/lines.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "grader/judge/figures.h"
#include "grader/problem/utf8.h"

namespace grader {
namespace {

constexpr std::size_t kLinesBefore = 2;
constexpr std::size_t kLinesAfter = 3;
constexpr std::size_t kSelectedLines = 12;
constexpr std::size_t kLineBytes = 160;
constexpr std::size_t kColumnsBefore = 60;

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
