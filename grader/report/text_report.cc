#include "grader/report/text_report.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "grader/judge/figures.h"
#include "grader/report/text_case.h"
#include "grader/report/unicode.h"
#include "grader/report/visibility.h"
#include "grader/report/words.h"

namespace grader {
namespace {

constexpr int kErrorsShown = 3;
constexpr std::size_t kExcerptLines = 6;
constexpr int kLogLines = 15;
constexpr int kWidestName = 34;

Piece SignOf(VerdictWord word) {
  return word == VerdictWord::kAccepted ? Piece{"✓ ", Ink::kGood}
                                        : Piece{"✗ ", Ink::kBad};
}

void WriteHead(const Report& report, Page& page) {
  const Piece sign = SignOf(report.verdict.word);
  page.Line(0,
            {sign,
             {VerdictInWords(report.verdict.word), sign.ink},
             {absl::StrCat("  ", report.title), Ink::kStrong}},
            {PointsInWords(report.score, report.max_score), Ink::kStrong});
}

// "solution.cpp:12:5", as editors and terminals know it.
std::string Place(const Diagnostic& diagnostic) {
  std::string place = diagnostic.file;
  if (diagnostic.line > 0) absl::StrAppend(&place, ":", diagnostic.line);
  if (diagnostic.column > 0) absl::StrAppend(&place, ":", diagnostic.column);
  return place;
}

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
  page.Line(
      0, {{note ? "  " : "✗ ", Ink::kBad}, {Place(diagnostic), Ink::kStrong}});
  page.Paragraph(2, diagnostic.message, note ? Ink::kFaint : Ink::kPlain,
                 {note ? "note: " : "", Ink::kFaint});
  std::vector<std::string> excerpt =
      WithCaretInSight(diagnostic.excerpt, page.width() - 2);
  excerpt.resize(std::min(excerpt.size(), kExcerptLines));
  for (const std::string& line : excerpt) page.Line(2, {{line}});
}

// The first errors, each with its notes; only those in the file of the first
// one, which is the learner's if any is.
void WriteErrors(const Build& build, Page& page) {
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

void WriteCaseLine(const CaseReport& one, int name_width, Page& page) {
  const TestCase& test_case = one.test_case;
  std::string name = page.Shown(test_case.name);
  if (DisplayWidth(name) > name_width) {
    const std::string sign = page.Shown("…");
    name.resize(PrefixThatFits(name, name_width - DisplayWidth(sign)));
    name += sign;
  }
  name.append(name_width - DisplayWidth(name), ' ');
  page.Line(
      0,
      {SignOf(one.verdict.word),
       {name + "  "},
       {VerdictInWords(one.verdict), Ink::kFaint},
       {test_case.visibility == Visibility::kHidden ? " (hidden)" : "",
        Ink::kFaint}},
      {absl::StrFormat("%9s  %d/%d", FormatElapsed(one.observation.elapsed),
                       one.points(), test_case.points)});
}

void WriteCaseList(const Report& report, const CaseReport* opened, Page& page) {
  int name_width = 0;
  int accepted = 0;
  for (const CaseReport& one : report.cases) {
    if (one.verdict.word == VerdictWord::kAccepted) ++accepted;
    if (&one == opened) continue;
    name_width =
        std::max(name_width, DisplayWidth(page.Shown(one.test_case.name)));
  }
  name_width = std::min({name_width, kWidestName, page.width() / 2});
  const std::size_t others = report.cases.size() - (opened != nullptr ? 1 : 0);
  if (others == 0) return;
  page.Gap();
  if (opened != nullptr) {
    page.Line(0, {{"Other cases", Ink::kStrong}},
              {absl::StrCat(accepted, " of ", report.cases.size(), " passed"),
               Ink::kFaint});
  }
  for (const CaseReport& one : report.cases) {
    if (&one != opened) WriteCaseLine(one, name_width, page);
  }
}

}  // namespace

std::string TextReport(const Report& full, const TextStyle& style) {
  const Report report = LearnerView(full);
  Page page(style);
  WriteHead(report, page);
  if (report.cases.empty()) {
    if (report.verdict.word != VerdictWord::kAccepted &&
        !report.verdict.message.empty()) {
      page.Paragraph(2, report.verdict.message);
    }
    if (!report.build.ok) WriteErrors(report.build, page);
    return page.text();
  }
  const CaseReport* const opened = CaseToOpen(report);
  if (opened != nullptr) {
    page.Gap();
    WriteCase(report, *opened, page);
  }
  WriteCaseList(report, opened, page);
  return page.text();
}

}  // namespace grader
