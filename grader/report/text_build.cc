#include "grader/report/text_build.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/judge/figures.h"
#include "grader/report/unicode.h"
#include "grader/report/words.h"

namespace grader {
namespace {

constexpr int kErrorsShown = 3;
constexpr std::size_t kExcerptLines = 6;
constexpr int kLogLines = 15;
constexpr int kWarningsShown = 3;
constexpr std::size_t kWarningLines = 3;

// Long source lines lose what stands between their line number and the caret.
std::vector<std::string> WithCaretInSight(std::vector<std::string> excerpt,
                                          int columns) {
  for (const std::string& line : excerpt) {
    const int caret = DisplayWidth(line.substr(0, line.find('^')));
    if (line.find('^') == std::string::npos || caret < columns * 3 / 4) {
      continue;
    }
    for (std::string& cut : excerpt) {
      const std::size_t gutter = cut.find('|') + 1;
      const std::size_t end = PrefixThatFits(cut, caret - columns / 2);
      if (gutter == 0 || end <= gutter) continue;
      const bool blank = cut.find_first_not_of(' ', gutter) >= end;
      cut = absl::StrCat(cut.substr(0, gutter), blank ? "  " : " …",
                         cut.substr(end));
    }
    break;
  }
  return excerpt;
}

void WriteDiagnostic(const Diagnostic& diagnostic, Page& page) {
  const bool note = diagnostic.severity == Severity::kNote;
  if (!note) page.Gap();
  if (const std::string place = PlaceInWords(diagnostic);
      !note && place.empty()) {
    page.Paragraph(0, diagnostic.message, Ink::kPlain, {"✗ ", Ink::kBad});
  } else {
    page.Line(0, {{note ? "  " : "✗ ", Ink::kBad}, {place, Ink::kStrong}});
    page.Paragraph(2, diagnostic.message, note ? Ink::kFaint : Ink::kPlain,
                   {note ? "note: " : "", Ink::kFaint});
  }
  std::vector<std::string> excerpt =
      WithCaretInSight(diagnostic.excerpt, page.width() - 2);
  const std::size_t shown = std::min(excerpt.size(), kExcerptLines);
  for (std::size_t i = 0; i < shown; ++i) page.Line(2, {{excerpt[i]}});
  if (const std::size_t more = excerpt.size() - shown; more > 0) {
    page.Line(
        2, {{absl::StrCat("… ", Counted(more, "line"), " more"), Ink::kFaint}});
  }
}

}  // namespace

std::string PlaceInWords(const Diagnostic& diagnostic) {
  std::string place = diagnostic.file;
  if (diagnostic.line > 0) absl::StrAppend(&place, ":", diagnostic.line);
  if (diagnostic.column > 0) absl::StrAppend(&place, ":", diagnostic.column);
  return place;
}

void WriteErrors(const Build& build, const std::optional<Explained>& explained,
                 Page& page) {
  std::string file;
  int errors = 0;
  int shown = 0;
  bool with_notes = false;
  for (const Diagnostic& diagnostic : build.diagnostics) {
    switch (diagnostic.severity) {
      case Severity::kError:
        if (++errors == 1) file = diagnostic.file;
        with_notes = diagnostic.file == file && shown < kErrorsShown;
        if (with_notes) {
          ++shown;
          WriteDiagnostic(diagnostic, page);
          if (errors == 1) WriteExplained(2, explained, page);
        }
        break;
      case Severity::kNote:
        if (with_notes && diagnostic.file == file) {
          WriteDiagnostic(diagnostic, page);
        }
        break;
      case Severity::kWarning:
        with_notes = false;
        break;
    }
  }
  if (shown == 0) {
    if (build.log.empty()) return;
    page.Gap();
    page.Quote(0, build.log, kLogLines);
  } else if (const int more = errors - shown; more > 0) {
    page.Gap();
    page.Paragraph(
        0,
        absl::StrCat("… and ", more, more == 1 ? " more error" : " more errors",
                     ". Start with the first: later ones often follow from "
                     "it."),
        Ink::kFaint);
  }
}

void WriteWarnings(int indent, const Build& build, Page& page) {
  int found = 0;
  for (const Diagnostic& diagnostic : build.diagnostics) {
    if (diagnostic.severity != Severity::kWarning) continue;
    if (++found > kWarningsShown) continue;
    if (found == 1) {
      page.Gap();
      page.Line(indent, {{"what the compiler warns of", Ink::kStrong}});
    }
    page.Line(indent, {{PlaceInWords(diagnostic), Ink::kCaution}});
    page.Paragraph(indent + 2, diagnostic.message);
    const std::vector<std::string> excerpt =
        WithCaretInSight(diagnostic.excerpt, page.width() - indent - 2);
    for (std::size_t i = 0; i < std::min(excerpt.size(), kWarningLines); ++i) {
      page.Line(indent + 2, {{excerpt[i], Ink::kFaint}});
    }
  }
  if (found > kWarningsShown) {
    page.Line(indent, {{absl::StrCat("… and ", found - kWarningsShown, " more"),
                        Ink::kFaint}});
  }
}

void WriteExplained(int indent, const std::optional<Explained>& explained,
                    Page& page) {
  if (!explained) return;
  page.Gap();
  page.Paragraph(indent, MeaningInWords(*explained), Ink::kPlain,
                 {"what it means  ", Ink::kStrong});
  page.Paragraph(indent, explained->attempt, Ink::kPlain,
                 {"what to try  ", Ink::kStrong});
}

}  // namespace grader
