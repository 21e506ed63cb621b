#include "grader/problem/source_layout.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/problem/utf8.h"

namespace grader {
namespace {

// How wide an editor shows it: a code point is a column.
std::string Lines(absl::string_view text, absl::string_view first,
                  absl::string_view next) {
  std::string lines;
  std::string line(first);
  bool empty = true;
  for (const absl::string_view word :
       absl::StrSplit(text, absl::ByAnyChar(" \n"), absl::SkipEmpty())) {
    if (!empty &&
        CountCodePoints(line) + 1 + CountCodePoints(word) > kSourceWidth) {
      absl::StrAppend(&lines, line, "\n");
      line = std::string(next);
      empty = true;
    }
    absl::StrAppend(&line, empty ? "" : " ", word);
    empty = false;
  }
  if (empty) return lines;
  return absl::StrCat(lines, line, "\n");
}

}  // namespace

std::string Paragraphs(absl::string_view text, absl::string_view first,
                       absl::string_view next) {
  std::vector<std::string> paragraphs;
  for (const absl::string_view part : absl::StrSplit(text, "\n\n")) {
    std::string lines = Lines(part, paragraphs.empty() ? first : next, next);
    if (!lines.empty()) paragraphs.push_back(std::move(lines));
  }
  return absl::StrJoin(
      paragraphs, absl::StrCat(absl::StripTrailingAsciiWhitespace(next), "\n"));
}

std::string CommaList(absl::string_view head,
                      const std::vector<std::string>& items,
                      absl::string_view tail, std::size_t indent) {
  const std::string one_line =
      absl::StrCat(head, absl::StrJoin(items, ", "), tail);
  if (CountCodePoints(one_line) <= kSourceWidth || items.empty())
    return one_line;
  std::string text(head);
  std::string line;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string item =
        absl::StrCat(items[i], i + 1 < items.size() ? "," : tail);
    if (line.empty() ||
        CountCodePoints(line) + 1 + CountCodePoints(item) > kSourceWidth) {
      absl::StrAppend(&text, line, "\n");
      line = absl::StrCat(std::string(indent, ' '), item);
    } else {
      absl::StrAppend(&line, " ", item);
    }
  }
  return absl::StrCat(text, line);
}

std::string SnakeCase(absl::string_view name) {
  std::string words;
  for (std::size_t i = 0; i < name.size(); ++i) {
    // A capital begins a word, but among capitals only the last one does.
    const bool capital = absl::ascii_isupper(name[i]);
    const bool after_small = i > 0 && !absl::ascii_isupper(name[i - 1]);
    const bool before_small =
        i > 0 && i + 1 < name.size() && absl::ascii_islower(name[i + 1]);
    if (capital && (after_small || before_small)) words += '_';
    words += absl::ascii_tolower(name[i]);
  }
  return words;
}

}  // namespace grader
