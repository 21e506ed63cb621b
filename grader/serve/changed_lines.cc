#include "grader/serve/changed_lines.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/report/html_page.h"
#include "grader/report/markup.h"

namespace grader {
namespace {

using Lines = std::vector<absl::string_view>;

constexpr std::size_t kAround = 2;  // lines that are shown beside a change
// Cells of the table that is filled to find what two texts share; where it
// would be larger, all lines between the first and the last change are changed.
constexpr std::size_t kMostCells = 1 << 22;

struct Line {
  char sign = ' ';
  absl::string_view text;
};

Lines LinesOf(absl::string_view text) {
  Lines lines = absl::StrSplit(text, '\n');
  // There is none at all in a text that has no place.
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  for (absl::string_view& line : lines) {
    line = absl::StripTrailingAsciiWhitespace(line);
  }
  return lines;
}

void AddAll(char sign, Lines::const_iterator from, Lines::const_iterator to,
            std::vector<Line>& all) {
  for (; from != to; ++from) all.push_back({sign, *from});
}

// By the longest sequence of lines that both have.
void AddChanged(const Lines& before, const Lines& after,
                std::vector<Line>& all) {
  const std::size_t width = after.size() + 1;
  if ((before.size() + 1) * width > kMostCells) {
    AddAll('-', before.begin(), before.end(), all);
    AddAll('+', after.begin(), after.end(), all);
    return;
  }
  // How long it is of what is left from line `a` and line `b` on.
  std::vector<std::uint16_t> longest((before.size() + 1) * width);
  for (std::size_t a = before.size(); a-- > 0;) {
    for (std::size_t b = after.size(); b-- > 0;) {
      longest[a * width + b] = before[a] == after[b]
                                   ? longest[(a + 1) * width + b + 1] + 1
                                   : std::max(longest[(a + 1) * width + b],
                                              longest[a * width + b + 1]);
    }
  }
  std::size_t a = 0;
  std::size_t b = 0;
  while (a < before.size() && b < after.size()) {
    if (before[a] == after[b]) {
      all.push_back({' ', after[b]});
      ++a;
      ++b;
    } else if (longest[(a + 1) * width + b] >= longest[a * width + b + 1]) {
      all.push_back({'-', before[a++]});
    } else {
      all.push_back({'+', after[b++]});
    }
  }
  AddAll('-', before.begin() + a, before.end(), all);
  AddAll('+', after.begin() + b, after.end(), all);
}

std::vector<Line> Compared(const Lines& before, const Lines& after) {
  const auto start =
      std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto end =
      std::mismatch(before.rbegin(), std::make_reverse_iterator(start.first),
                    after.rbegin(), std::make_reverse_iterator(start.second));
  std::vector<Line> all;
  AddAll(' ', after.begin(), start.second, all);
  AddChanged({start.first, end.first.base()}, {start.second, end.second.base()},
             all);
  AddAll(' ', end.second.base(), after.end(), all);
  return all;
}

std::map<absl::string_view, absl::string_view> ByName(
    const std::vector<SourceFile>& files) {
  std::map<absl::string_view, absl::string_view> by_name;
  for (const SourceFile& file : files) by_name[file.name] = file.content;
  return by_name;
}

}  // namespace

std::string ChangedLines(absl::string_view before, absl::string_view after) {
  const std::vector<Line> all = Compared(LinesOf(before), LinesOf(after));
  std::vector<bool> shown(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].sign == ' ') continue;
    const std::size_t last = std::min(all.size() - 1, i + kAround);
    for (std::size_t j = i - std::min(i, kAround); j <= last; ++j) {
      shown[j] = true;
    }
  }
  std::string text;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (shown[i]) {
      absl::StrAppend(&text, std::string(1, all[i].sign), " ", all[i].text,
                      "\n");
    } else if (i > 0 && shown[i - 1]) {
      text += "…\n";
    }
  }
  return text;
}

std::string ChangesHtml(const std::vector<SourceFile>& before,
                        const std::vector<SourceFile>& after) {
  std::map<absl::string_view, std::pair<absl::string_view, absl::string_view>>
      both;
  for (const auto& [name, content] : ByName(before)) both[name].first = content;
  for (const auto& [name, content] : ByName(after)) both[name].second = content;
  std::string html;
  for (const auto& [name, contents] : both) {
    const std::string lines = ChangedLines(contents.first, contents.second);
    if (lines.empty()) continue;
    absl::StrAppend(&html, "<h3><code>", Markup(name), "</code></h3>\n",
                    HtmlPre(absl::StrCat("what changed in ", name), lines));
  }
  return html.empty() ? "<p>No line has changed.</p>\n" : html;
}

}  // namespace grader
