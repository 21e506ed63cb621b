#include "grader/cli/watch_pages.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/problem/author_files.h"
#include "grader/problem/files.h"
#include "grader/report/hints.h"
#include "grader/report/markdown_page.h"

namespace grader {
namespace {

constexpr char kHelpText[] =
    "Your files are checked whenever you save one.\n\n"
    "n  the next unit, accepted or not\n"
    "h  the next hint\n"
    "s  what is asked for\n"
    "c  the report; Enter checks again\n"
    "d  expected and actual, in full\n"
    "t  what ran when\n"
    "l  all units: Up and Down choose, Enter goes there, f shows those that\n"
    "   are to do, or done, or all; / searches\n"
    "r  the starter again; yours is kept as a backup\n"
    "q  quit\n\n"
    "Up, Down, Page Up, Page Down and the space bar scroll.\n";

}  // namespace

std::string NumberedTitle(const Problem& problem) {
  return problem.number ? absl::StrCat(*problem.number, " ", problem.title)
                        : problem.title;
}

std::string StatementPage(const Problem& problem, const TextStyle& style) {
  return MarkdownPage(ReadFile(FindAuthorFiles(problem).statement).value_or(""),
                      style);
}

std::string HintPage(const Problem& problem, int seen, const TextStyle& style) {
  const auto hints = HintsFor(problem.hints, nullptr);
  Page page(style);
  if (hints.empty()) page.Paragraph(0, "There are no hints.");
  for (int i = 0; i < std::min<int>(seen, static_cast<int>(hints.size()));
       ++i) {
    page.Gap();
    page.Paragraph(0, hints[i], Ink::kPlain,
                   {absl::StrCat("Hint ", i + 1, " of ", hints.size(), "  "),
                    Ink::kStrong});
  }
  return page.text();
}

std::string WatchHelpPage(const TextStyle& style) {
  Page page(style);
  for (absl::string_view line : absl::StrSplit(kHelpText, '\n')) {
    page.Line(0, {{std::string(line)}});
  }
  return page.text();
}

}  // namespace grader
