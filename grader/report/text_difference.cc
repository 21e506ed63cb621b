#include "grader/report/text_difference.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/judge/figures.h"
#include "grader/report/first_difference.h"
#include "grader/report/unicode.h"

namespace grader {
namespace {

constexpr std::size_t kCommonLines = 3;
constexpr std::size_t kOwnLines = 5;
constexpr absl::string_view kExpected = "expected  ";
constexpr absl::string_view kActual = "actual    ";
constexpr absl::string_view kNeither = "          ";
constexpr int kColumnsBefore = 24;  // kept in sight before the difference

std::vector<std::string> ShownLines(absl::string_view text, const Page& page) {
  std::vector<std::string> lines;
  for (absl::string_view line :
       absl::StrSplit(absl::StripTrailingAsciiWhitespace(text), '\n')) {
    lines.push_back(page.Shown(line));
  }
  return lines;
}

// `line` without the bytes before `begin`.
std::string From(const std::string& line, std::size_t begin) {
  return begin == 0 ? line : absl::StrCat("…", line.substr(begin));
}

void WriteOwnLines(int indent, absl::string_view label, Ink ink,
                   const std::vector<std::string>& lines, std::size_t first,
                   std::size_t begin, const std::string& caret, Page& page) {
  if (first >= lines.size()) {
    page.Line(indent, {{std::string(label), ink}, {"(nothing more)"}});
    return;
  }
  const std::size_t end = std::min(lines.size(), first + kOwnLines);
  for (std::size_t i = first; i < end; ++i) {
    page.Line(indent, {{std::string(i == first ? label : kNeither), ink},
                       {From(lines[i], i == first ? begin : 0),
                        i == first ? Ink::kPlain : Ink::kFaint}});
    if (i == first && !caret.empty()) {
      page.Line(indent, {{std::string(kNeither) + caret, Ink::kCaution}});
    }
  }
  if (end < lines.size()) {
    page.Line(indent, {{std::string(kNeither)},
                       {absl::StrCat("… ", lines.size() - end, " more lines"),
                        Ink::kFaint}});
  }
}

}  // namespace

void WriteDifference(int indent, absl::string_view expected,
                     absl::string_view actual, Page& page) {
  const std::vector<std::string> wanted = ShownLines(expected, page);
  const std::vector<std::string> found = ShownLines(actual, page);
  const auto [same, common] = FindFirstDifference(wanted, found);
  const std::size_t shown = std::min(same, kCommonLines);
  if (same > shown) {
    page.Line(
        indent,
        {{std::string(kNeither)},
         {absl::StrCat("… ", Counted(same - shown, "equal line"), " before"),
          Ink::kFaint}});
  }
  for (std::size_t i = same - shown; i < same; ++i) {
    page.Line(indent, {{std::string(kNeither)}, {wanted[i], Ink::kFaint}});
  }

  std::size_t begin = 0;
  std::string caret;
  if (same < wanted.size() && same < found.size()) {
    const std::string before = wanted[same].substr(0, common);
    const int room = page.width() - indent - static_cast<int>(kNeither.size());
    const int column = DisplayWidth(before);
    if (column > room * 3 / 4) {
      begin = PrefixThatFits(before, column - kColumnsBefore);
    }
    const std::string in_sight = page.Shown(From(before, begin));
    if (common > 0) caret = std::string(DisplayWidth(in_sight), ' ') + "^";
  }
  WriteOwnLines(indent, kExpected, Ink::kGood, wanted, same, begin, "", page);
  WriteOwnLines(indent, kActual, Ink::kBad, found, same, begin, caret, page);
}

}  // namespace grader
