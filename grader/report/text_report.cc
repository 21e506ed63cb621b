#include "grader/report/text_report.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/judge/figures.h"
#include "grader/report/text_build.h"
#include "grader/report/text_case.h"
#include "grader/report/unicode.h"
#include "grader/report/visibility.h"
#include "grader/report/words.h"

namespace grader {
namespace {

constexpr int kWidestName = 34;

constexpr int kTimeColumns = 9;

// `shown` at the right of so many columns.
std::string RightAligned(const std::string& shown, int columns) {
  const int missing = columns - DisplayWidth(shown);
  return absl::StrCat(std::string(std::max(missing, 0), ' '), shown);
}

Piece SignOf(VerdictWord word) {
  return word == VerdictWord::kAccepted ? Piece{"✓ ", Ink::kGood}
                                        : Piece{"✗ ", Ink::kBad};
}

Piece SignOf(const CaseReport& one) {
  return one.skipped() ? Piece{"- ", Ink::kFaint} : SignOf(one.verdict.word);
}

void WriteHead(const Report& report, Page& page) {
  const Piece sign = SignOf(report.verdict.word);
  page.Line(0,
            {sign,
             {VerdictHead(report.verdict), sign.ink},
             {absl::StrCat("  ", report.title), Ink::kStrong}},
            {PointsInWords(report.score, report.max_score), Ink::kStrong});
}

// Where the hint after those of the opened case is.
void WriteNextHint(const Report& report, const CaseReport& opened, Page& page) {
  const int next = report.hints_shown + 1;
  if (opened.verdict.word == VerdictWord::kJudgeError ||
      next > static_cast<int>(report.hints.size())) {
    return;
  }
  page.Line(2,
            {{absl::StrCat("For the next hint: --hints ", next), Ink::kFaint}});
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
      {SignOf(one),
       {name + "  "},
       {VerdictInWords(one), Ink::kFaint},
       {test_case.visibility == Visibility::kHidden ? " (hidden)" : "",
        Ink::kFaint}},
      {absl::StrCat(RightAligned(page.Shown(TimeInWords(one)), kTimeColumns),
                    "  ", PointsOutOf(one))});
  if (one.skipped()) {
    page.Paragraph(4, absl::StrCat("needs ", one.skipped_for), Ink::kFaint);
  }
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

void WriteGroups(const Report& report, Page& page) {
  if (report.groups.empty()) return;
  page.Gap();
  page.Line(0, {{"Groups", Ink::kStrong}});
  for (const GroupReport& group : report.groups) {
    const Piece sign =
        group.passed() ? Piece{"✓ ", Ink::kGood} : Piece{"✗ ", Ink::kBad};
    page.Line(0,
              {sign,
               {group.group.name},
               {absl::StrCat("  ", InWords(group)), Ink::kFaint}},
              {PointsOutOf(group)});
  }
}

void WriteDeductions(const Report& report, Page& page) {
  if (report.deductions.empty()) return;
  page.Gap();
  page.Line(0, {{"Deductions", Ink::kStrong}});
  for (const DeductionReport& one : report.deductions) {
    page.Line(0, {{NameOf(one.deduction)}},
              {absl::StrCat("-", ExactPoints(one.points))});
    page.Paragraph(2, absl::StrCat(InWords(one), ": ", PointsInWords(one)),
                   Ink::kFaint);
    if (!one.deduction.message.empty()) {
      page.Paragraph(2, one.deduction.message);
    }
    for (const Diagnostic& place : one.found.told) {
      page.Paragraph(2, place.message, Ink::kPlain,
                     {PlaceInWords(place) + "  ", Ink::kCaution});
    }
    if (const std::string more = UntoldInWords(one); !more.empty()) {
      page.Line(2, {{more, Ink::kFaint}});
    }
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
    if (!report.build.ok) WriteErrors(report.build, report.explained, page);
    return page.text();
  }
  const CaseReport* const opened = CaseToOpen(report);
  if (opened != nullptr) {
    page.Gap();
    WriteCase(report, *opened, page);
    WriteNextHint(report, *opened, page);
  }
  WriteCaseList(report, opened, page);
  WriteGroups(report, page);
  WriteDeductions(report, page);
  if (const std::string claims = ClaimsInWords(report); !claims.empty()) {
    page.Gap();
    page.Paragraph(0, claims, Ink::kFaint);
  }
  if (const std::string kept = KeptInWords(report); !kept.empty()) {
    page.Gap();
    page.Paragraph(0, kept, Ink::kFaint);
  }
  return page.text();
}

}  // namespace grader
