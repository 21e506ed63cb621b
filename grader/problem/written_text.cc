#include "grader/problem/written_text.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "grader/problem/utf8.h"
#include "re2/re2.h"

namespace grader {
namespace {

absl::string_view LineFrom(absl::string_view text, std::size_t offset) {
  return text.substr(offset, text.substr(offset).find('\n'));
}

// A comment usually has two spaces before its sign, and one behind it.
void CheckComment(const YamlNode& node, AuthorErrors& errors) {
  const absl::string_view rest =
      LineFrom(errors.text(), node.place.offset + node.text.size());
  static const RE2 kCut("( #(?:\\S.*)?| # ?.*)\\r?");
  if (!RE2::FullMatch(re2::StringPiece(rest.data(), rest.size()), kCut)) {
    return;
  }
  errors.Add({node.place.offset + node.text.size() + 1, 1},
             "YAML takes what begins with this # for a comment, and the text "
             "ends before it; put the text in quotes, or two spaces before a "
             "comment and one behind its #");
}

// Whether the line that ends at `end` was broken there as one that is long, and
// means one with the next: those who write YAML by a program get lines of about
// 80 columns. PyYAML and libyaml break behind the 80th; js-yaml and others
// before the word that would pass it.
bool WrappedByAProgram(absl::string_view text, std::size_t end) {
  constexpr std::size_t kColumns = 80;
  if (end == absl::string_view::npos) return false;
  const std::size_t before =
      end == 0 ? absl::string_view::npos : text.rfind('\n', end - 1);
  const std::size_t begin = before == absl::string_view::npos ? 0 : before + 1;
  const std::size_t word = text.find_first_not_of(" \t\r\n", end);
  if (word == absl::string_view::npos) return false;
  const std::size_t word_end =
      std::min(text.find_first_of(" \t\r\n", word), text.size());
  const absl::string_view line =
      absl::StripTrailingAsciiWhitespace(text.substr(begin, end - begin));
  return CountCodePoints(line) + 1 +
             CountCodePoints(text.substr(word, word_end - word)) >
         kColumns;
}

// Whether lines of the text in quotes at `begin` become one. An empty line
// between two keeps them apart, and in double quotes a backslash at the end of
// one says that it goes on.
bool JoinsInQuotes(absl::string_view text, std::size_t begin) {
  const char quote = text[begin];
  bool blank = false;
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || text.substr(i + 1, 1) != "'") return false;
      ++i;
    } else if (text[i] == '\n') {
      const std::size_t next = text.find_first_not_of(" \t\r", i + 1);
      const bool empty_line =
          next == absl::string_view::npos || text[next] == '\n';
      if (!blank && !empty_line && !WrappedByAProgram(text, i)) return true;
      blank = empty_line;
    }
  }
  return false;
}

// Whether lines of the text below the > at `begin` become one in `value`, what
// is read of them. An empty line between two keeps them apart, and so do more
// spaces before one.
bool JoinsInBlock(absl::string_view text, std::size_t begin,
                  absl::string_view value) {
  std::size_t end = text.find('\n', begin);
  std::size_t read = 0;                          // of `value`
  std::size_t before = absl::string_view::npos;  // where the line before ends
  while (end < text.size()) {
    const std::size_t line = end + 1;
    end = std::min(text.find('\n', line), text.size());
    const absl::string_view words =
        absl::StripAsciiWhitespace(text.substr(line, end - line));
    if (words.empty()) continue;
    const std::size_t next = value.find_first_not_of(" \t\r\n", read);
    // Behind it.
    if (next == absl::string_view::npos ||
        !absl::StartsWith(value.substr(next), words)) {
      return false;
    }
    if (before != absl::string_view::npos &&
        !absl::StrContains(value.substr(read, next - read), '\n') &&
        !WrappedByAProgram(text, before)) {
      return true;
    }
    read = next + words.size();
    before = end;
  }
  return false;
}

void CheckFolds(const YamlNode& node, AuthorErrors& errors) {
  const std::string& text = errors.text();
  const std::size_t begin = node.place.offset;
  if (text[begin] == '>') {
    if (JoinsInBlock(text, begin, node.text)) {
      errors.Add(node.place,
                 "> joins the lines below it into one; write | to keep them");
    }
    return;
  }
  if (text[begin] == '|') return;
  const bool quote = text[begin] == '"' || text[begin] == '\'';
  if (quote ? JoinsInQuotes(text, begin)
            : text.compare(begin, node.text.size(), node.text) != 0 &&
                  !WrappedByAProgram(text, text.find('\n', begin))) {
    errors.Add(node.place,
               "these lines are joined into one; write |, and the lines below "
               "it, to keep them");
  }
}

// "6\n" in double quotes is what was meant by 6\n and '6\n'.
void CheckEscapes(const YamlNode& node, AuthorErrors& errors) {
  const char first = errors.text()[node.place.offset];
  if (first == '"' || first == '|' || first == '>') return;
  static const RE2 kEscape("(\\\\[nrt])");
  std::string escape;
  if (!RE2::PartialMatch(node.text, kEscape, &escape)) return;
  errors.Add(node.place,
             absl::StrCat("here ", escape, " is a backslash and a letter; ",
                          "write it in double quotes, or, if that is meant, "
                          "in double quotes as \\",
                          escape));
}

void CheckQuoteSigns(const YamlNode& node, AuthorErrors& errors) {
  if (node.quoted) return;
  for (const absl::string_view sign : {"“", "”", "„", "‘", "’", "«", "»"}) {
    if (!absl::StartsWith(node.text, sign)) continue;
    errors.Add(node.place,
               absl::StrCat("for YAML ", sign, " is a part of the text; write ",
                            "\" in place of it, or put the text in quotes"));
    return;
  }
}

}  // namespace

void CheckWrittenText(const YamlNode& node, bool exact, AuthorErrors& errors) {
  if (node.place.offset >= errors.text().size()) return;
  if (!node.quoted && node.place.length == node.text.size()) {
    CheckComment(node, errors);
  }
  if (!exact) return;
  CheckFolds(node, errors);
  CheckEscapes(node, errors);
  CheckQuoteSigns(node, errors);
}

}  // namespace grader
